// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/pagefixture.h"
#include "tests/support/testmain.h"
#include "widgets/common/nightstrip.h"
#include "widgets/retention/whatifdialog.h"

#include <QComboBox>
#include <QListWidget>
#include <QPushButton>
#include <QSlider>
#include <QSpinBox>
#include <QTableView>
#include <QTest>

#include <algorithm>
#include <utility>

using namespace Nightkeep;

namespace {

/// The worked figures: Sundays 03:00, keep 1; every night 22:00; 2/1/30/60; asked on 29 October 2008 at noon.
RetentionView whatIfView()
{
    RetentionView view;
    view.site.name = QStringLiteral("moodle");
    view.now = QDateTime(QDate(2008, 10, 29), QTime(12, 0), QTimeZone::utc());
    view.policy.course.emplace();
    view.policy.course->weekdays = QStringLiteral("1000000");
    view.policy.course->minuteOfDay = 180;
    view.policy.storage.emplace();
    view.policy.dumps.emplace();
    view.policy.dumpStorage.emplace();
    view.sizes = {10, 1000, 500};
    view.nights.last = QDate(2008, 10, 28);
    view.nights.first = view.nights.last.addDays(-59);
    return view;
}

} // namespace

/// Figures that are moved, and what they would give.
class TstWhatIfDialog : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_fixture = std::make_unique<PageFixture>();
        open(whatIfView());
    }
    void cleanup()
    {
        m_dialog.reset();
        m_fixture.reset();
    }

    void beginsWithWhatIs()
    {
        QCOMPARE(cell("courseNights", 1), QStringLiteral("9 of 60"));
        QCOMPARE(cell("courseNights", 2), QStringLiteral("9 of 60"));
        QCOMPARE(cell("dumpNights", 1), QStringLiteral("16 of 60"));
        QVERIFY(!button("whatIfReset")->isEnabled());
        QVERIFY(button("whatIfAssume")->isHidden()); // all is known
        QCOMPARE(namelessWidgets(*m_dialog).join(u' '), QString());
    }

    void everyWeekdayKeepsEveryNight()
    {
        for (int day = 1; day < 7; ++day)
            button(qPrintable(QStringLiteral("whatIfDay%1").arg(day)))->click();
        QTRY_COMPARE(cell("courseNights", 2), QStringLiteral("60 of 60"));
        QCOMPARE(cell("courseNights", 1), QStringLiteral("9 of 60")); // before stands beside it
        QCOMPARE(m_dialog->policy().course->weekdays, QStringLiteral("1111111"));
        QTRY_VERIFY(button("whatIfReset")->isEnabled());
        button("whatIfReset")->click();
        QTRY_COMPARE(cell("courseNights", 2), QStringLiteral("9 of 60"));
        QCOMPARE(m_dialog->policy(), whatIfView().policy);
    }

    void sliderAndBoxMoveTheSame()
    {
        auto *spin = childOf<QSpinBox>(*m_dialog, "whatIf-deletedDays");
        auto *slider = childOf<QSlider>(*m_dialog, "whatIfSlider-deletedDays");
        slider->setValue(30);
        QCOMPARE(spin->value(), 30);
        QCOMPARE(m_dialog->policy().storage->retainOnly, 30);
        spin->setValue(9000); // further than the slider goes
        QCOMPARE(slider->value(), slider->maximum());
        QCOMPARE(m_dialog->policy().storage->retainOnly, 9000);
        spin->setValue(spin->minimum());
        QCOMPARE(spin->text(), QStringLiteral("no limit"));
        QCOMPARE(m_dialog->policy().storage->retainOnly, NoLimit);
        auto *keep = childOf<QSpinBox>(*m_dialog, "whatIf-keep");
        keep->setValue(0);
        QCOMPARE(keep->text(), QStringLiteral("all"));
        QCOMPARE(m_dialog->policy().course->keep, 0);
        auto *copies = childOf<QSpinBox>(*m_dialog, "whatIf-copies");
        copies->setValue(1);
        QCOMPARE(m_dialog->policy().storage->versionsExist, 1);
        copies->setValue(0);
        QCOMPARE(m_dialog->policy().storage->versionsExist, NoLimit);
    }

    void enterEndsAFigureAndEscapeAsksWhereOneWasMoved()
    {
        auto *goal = childOf<QComboBox>(*m_dialog, "whatIfGoal");
        goal->setCurrentIndex(1);
        QVERIFY(!m_dialog->hasInput()); // what is looked for is no edit
        auto *spin = childOf<QSpinBox>(*m_dialog, "whatIf-deletedDays");
        spin->setFocus();
        spin->setValue(30);
        QTest::keyClick(spin, Qt::Key_Return);
        QVERIFY(m_dialog->isVisible());
        QVERIFY(m_dialog->hasInput());
        QTRY_VERIFY(button("whatIfReset")->isEnabled());
        button("whatIfReset")->click();
        QVERIFY(!m_dialog->hasInput());
    }

    /// However fast a slider is moved, what stands there in the end is of where it stands.
    void onlyTheLastStepIsShown()
    {
        auto *slider = childOf<QSlider>(*m_dialog, "whatIfSlider-deletedDays");
        for (int step = 0; step < 20; ++step) {
            slider->setValue(slider->minimum());
            button("whatIfAssume")->click(); // which does not wait for the next step
            button("whatIfReset")->click();
        }
        QTRY_COMPARE(m_fixture->jobs.running(), 0);
        QCOMPARE(cell("courseNights", 2), QStringLiteral("9 of 60"));
        slider->setValue(slider->minimum());
        m_dialog.reset(); // while it is reckoned
        QTRY_COMPARE(m_fixture->jobs.running(), 0);
    }

    void theStripFollows()
    {
        auto *strip = childOf<NightStrip>(*m_dialog, "whatIfStrip");
        const NightPicture before = strip->picture();
        childOf<QSpinBox>(*m_dialog, "whatIf-deletedDays")->setValue(0);
        QTRY_VERIFY(strip->picture() != before);
    }

    void whatIsNotKnownIsNoFigure()
    {
        RetentionView view = whatIfView();
        view.policy.storage = {};
        open(view);
        auto *spin = childOf<QSpinBox>(*m_dialog, "whatIf-deletedDays");
        QVERIFY(!spin->isEnabled());
        QCOMPARE(spin->text(), QStringLiteral("—"));
    }

    void theStripGoesFurtherBack()
    {
        auto *strip = childOf<NightStrip>(*m_dialog, "whatIfStrip");
        strip->zoomOut();
        QVERIFY(strip->nights() > NightStrip::LeastNights);
        QTRY_COMPARE(strip->picture().nights(), strip->nights());
        QCOMPARE(strip->picture().last, whatIfView().nights.last);
    }

    void theLineOfThePromiseStays()
    {
        RetentionView view = whatIfView();
        NightRow row;
        row.key = QStringLiteral("courses");
        row.promised = 60;
        view.nights.rows = {row};
        open(view);
        const NightPicture picture = childOf<NightStrip>(*m_dialog, "whatIfStrip")->picture();
        int promised = 0;
        for (const NightRow &each : picture.rows)
            promised = std::max(promised, each.promised);
        QCOMPARE(promised, 60);
    }

    void theDatabaseHasAGoalOfItsOwn()
    {
        RetentionView view = whatIfView();
        for (const auto &[subject, days] :
             {std::pair(PromiseSubject::CourseNights, 60), std::pair(PromiseSubject::DataAndDumps, 30)}) {
            PromiseVerdict verdict;
            verdict.promise.subject = subject;
            verdict.promise.figure = days;
            view.promises.append(verdict);
        }
        open(view);
        m_dialog->chooseGoal(true);
        const QString goal = childOf<QComboBox>(*m_dialog, "whatIfGoal")->currentText();
        QVERIFY2(goal.contains(QLatin1String("30")), qPrintable(goal));
    }

    void datedDumpsAskHowLong()
    {
        auto *days = childOf<QSpinBox>(*m_dialog, "whatIf-dumpKeepDays");
        QVERIFY(!days->isEnabled()); // of recycled names it does not count
        auto *naming = childOf<QComboBox>(*m_dialog, "whatIfNaming");
        naming->setCurrentIndex(naming->findData(int(DumpNaming::Dated)));
        QVERIFY(days->isEnabled());
        QTRY_VERIFY(cell("dumpNights", 2) != QStringLiteral("16 of 60"));
    }

    void whatIsNotKnownIsNotAssumed()
    {
        RetentionView view = whatIfView();
        view.policy.storage.reset();
        open(view);
        QVERIFY(!childOf<QSpinBox>(*m_dialog, "whatIf-days")->isEnabled());
        QVERIFY(!button("whatIfAssume")->isHidden());
        button("whatIfAssume")->click();
        QVERIFY(childOf<QSpinBox>(*m_dialog, "whatIf-days")->isEnabled());
        QCOMPARE(m_dialog->policy().storage->retainExtra, 30);
        QTRY_COMPARE(cell("courseNights", 2), QStringLiteral("9 of 60"));
        // Of what is tried the strip is as sure as the table.
        const NightPicture picture = childOf<NightStrip>(*m_dialog, "whatIfStrip")->picture();
        const auto courses = std::find_if(picture.rows.cbegin(), picture.rows.cend(),
                                          [](const NightRow &row) { return row.key == QLatin1String("courses"); });
        QVERIFY(courses != picture.rows.cend());
        QVERIFY(std::none_of(courses->cells.cbegin(), courses->cells.cend(),
                             [](const NightCell &cell) { return cell.state == NightState::Unknown; }));
    }

    void proposalsAreChosen()
    {
        button("whatIfPropose")->click();
        auto *list = childOf<QListWidget>(*m_dialog, "whatIfProposals");
        QTRY_VERIFY(list->count() > 0);
        QVERIFY(button("whatIfPropose")->isEnabled());
        list->setCurrentRow(0);
        QTRY_COMPARE(cell("courseNights", 2), QStringLiteral("60 of 60"));
        QVERIFY(m_dialog->policy() != whatIfView().policy);
    }

    void whyNothingIsProposedIsSaid_data()
    {
        QTest::addColumn<QString>("weekdays");
        QTest::addColumn<bool>("known");
        QTest::addColumn<QString>("why");
        QTest::newRow("kept") << QStringLiteral("1111111") << true << QStringLiteral("kept already");
        QTest::newRow("not known") << QStringLiteral("1111111") << false << QStringLiteral("missing");
    }
    void whyNothingIsProposedIsSaid()
    {
        QFETCH(QString, weekdays);
        QFETCH(bool, known);
        QFETCH(QString, why);
        RetentionView view = whatIfView();
        view.policy.course->weekdays = weekdays;
        if (!known)
            view.policy.storage.reset();
        open(view);
        button("whatIfPropose")->click();
        auto *list = childOf<QListWidget>(*m_dialog, "whatIfProposals");
        QTRY_COMPARE(list->count(), 1);
        QVERIFY2(list->item(0)->text().contains(why), qPrintable(list->item(0)->text()));
        list->setCurrentRow(0); // which is no proposal
        QCOMPARE(m_dialog->policy(), view.policy);
    }

    void lookingForChangesIsStopped()
    {
        button("whatIfPropose")->click();
        button("whatIfStop")->click(); // it may be done already: then nothing is to be stopped
        QTRY_VERIFY(button("whatIfPropose")->isEnabled());
        QVERIFY(!button("whatIfStop")->isEnabled());
        QTRY_COMPARE(m_fixture->jobs.running(), 0);
    }

private:
    void open(const RetentionView &view)
    {
        m_dialog = std::make_unique<WhatIfDialog>(m_fixture->context(), view, nullptr);
        m_dialog->show();
        QTRY_COMPARE(m_fixture->jobs.running(), 0);
    }
    QPushButton *button(const char *name) { return childOf<QPushButton>(*m_dialog, name); }
    QString cell(const char *key, int column)
    {
        const auto *table = childOf<QTableView>(*m_dialog, "whatIfTable");
        return rowWithKey(*table, QLatin1String(key), column).data().toString();
    }

    std::unique_ptr<PageFixture> m_fixture;
    std::unique_ptr<WhatIfDialog> m_dialog;
};

NIGHTKEEP_TEST(TstWhatIfDialog, widget, Window)
#include "tst_whatifdialog.moc"
