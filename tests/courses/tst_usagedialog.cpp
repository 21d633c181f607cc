// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/removal.h"
#include "tests/courses/madecourses.h"
#include "tests/support/pagefixture.h"
#include "tests/support/testmain.h"
#include "widgets/common/byteschart.h"
#include "widgets/courses/usagedialog.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QPushButton>
#include <QTableView>
#include <QTest>

using namespace Nightkeep;

namespace {

const QString roomSite = QStringLiteral("moodle"); // the small estate's

/// Two courses with three zips, of two nights.
CourseReading roomReading()
{
    CourseReading reading = MadeCourses::reading(MoodleEdition::Old);
    reading.courses = {MadeCourses::course(33, QStringLiteral("BIOC1001")),
                       MadeCourses::course(47, QStringLiteral("HIST2002"))};
    const QDateTime made = MadeCourses::lastRun().addSecs(60);
    reading.files = {MadeCourses::zip(reading.courses.at(0), made.addDays(-7)),
                     MadeCourses::zip(reading.courses.at(0), made), MadeCourses::zip(reading.courses.at(1), made)};
    return reading;
}

QList<UsagePoint> roomPoints()
{
    QList<UsagePoint> points;
    for (int daysAgo = 9; daysAgo >= 0; --daysAgo) {
        UsagePoint point;
        point.at = MadeCourses::now().addDays(-daysAgo);
        point.day = point.at.date();
        point.files = 20 - daysAgo;
        point.bytes = 10000 * point.files;
        point.disks = {{"/data/moodle", 1000000, 200000 + 10000 * daysAgo}};
        points.append(point);
    }
    return points;
}

} // namespace

/// Room that backups take, over a workspace in memory.
class TstUsageDialog : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_fixture = std::make_unique<PageFixture>();
        FakeWorkspace &workspace = m_fixture->workspace;
        workspace.time.advance(workspace.time.now().secsTo(MadeCourses::now()));
        QVERIFY(workspace.courseStore.saveCourseReading(roomSite, roomReading()));
        QVERIFY(workspace.courseStore.saveUsagePoints(roomSite, roomPoints()));
        open();
    }
    void cleanup()
    {
        m_dialog.reset();
        m_fixture.reset();
    }

    void theAnswerSaysWhereItLeads()
    {
        QVERIFY2(answer().startsWith(QLatin1String("The backups of moodle take 585.9 KiB in 3 files.")),
                 qPrintable(answer()));
        QVERIFY2(answer().contains(QLatin1String("They grow by 9.8 KiB a day.")), qPrintable(answer()));
        QVERIFY2(answer().contains(QLatin1String("the disk of /data/moodle is full about")), qPrintable(answer()));
        QCOMPARE(childOf<QLabel>(*m_dialog, "usageAnswerIcon")->accessibleName(), stateWord(State::Attention));
        QCOMPARE(namelessWidgets(*m_dialog).join(u' '), QString());
    }

    void eachViewHasItsTableAndItsChart_data()
    {
        QTest::addColumn<UsageView>("view");
        QTest::addColumn<int>("rows");
        QTest::addColumn<QString>("first");
        QTest::addColumn<QString>("title");
        QTest::newRow("over time") << UsageView::OverTime << 10 << QStringLiteral("2008-12-15")
                                   << QStringLiteral("Day");
        QTest::newRow("by day") << UsageView::ByDay << 2 << QStringLiteral("2008-12-14") << QStringLiteral("Day");
        QTest::newRow("by course") << UsageView::ByCourse << 2 << QStringLiteral("33") << QStringLiteral("Course");
        QTest::newRow("by kind") << UsageView::ByKind << 1 << QStringLiteral("madeByMoodle") << QStringLiteral("Kind");
    }
    void eachViewHasItsTableAndItsChart()
    {
        QFETCH(UsageView, view);
        QFETCH(int, rows);
        const QImage before = chart()->grab().toImage();
        show(view);
        QTRY_COMPARE(model()->rowCount(), rows);
        QTEST(keyOf(0), "first");
        QTEST(model()->headerData(UsageTable::WhatColumn, Qt::Horizontal).toString(), "title");
        QCOMPARE(chart()->grab().toImage() == before, view == UsageView::OverTime); // it began with that
        QVERIFY(!chart()->accessibleDescription().isEmpty());
        QCOMPARE(childOf<QWidget>(*m_dialog, "usageFiles")->isVisible(), view == UsageView::ByDay);
    }

    void chartAndTableChooseTheSame()
    {
        QTest::keyClick(chart(), Qt::Key_Home); // the oldest, which is the table's last
        QTRY_COMPARE(chosenKey(), QStringLiteral("2008-12-06"));
        table()->selectRow(0);
        QTRY_COMPARE(chart()->chosen(), 9);
        QVERIFY2(chart()->accessibleDescription().contains(QLatin1String("20 files")),
                 qPrintable(chart()->accessibleDescription()));
    }

    void theFilesOfADayAreShown()
    {
        show(UsageView::ByDay);
        QTRY_COMPARE(model()->rowCount(), 2);
        const QAbstractItemModel *files = childOf<QTableView>(*m_dialog, "usageFilesTable")->model();
        QCOMPARE(files->rowCount(), 0);
        table()->selectRow(0);
        QTRY_COMPARE(files->rowCount(), 2);
        table()->selectRow(1);
        QTRY_COMPARE(files->rowCount(), 1);
        QCOMPARE(files->index(0, 0).data().toString(), QStringLiteral("backup-bioc1001-20081207-0301.zip"));
    }

    void theTableIsCopiedAndSaved()
    {
        m_fixture->dialogs.fileToSave = QStringLiteral("out.csv");
        childOf<QPushButton>(*m_dialog, "usageSave")->click();
        QCOMPARE(m_fixture->files.value(QStringLiteral("out.csv")).trimmed().split('\n').size(), 11);
        childOf<QPushButton>(*m_dialog, "usageCopy")->click();
        QVERIFY(QGuiApplication::clipboard()->text().contains(QLatin1String("195.3 KiB")));
    }

    void anotherSiteIsAnotherAnswer()
    {
        Site second = MadeCourses::site();
        second.name = QStringLiteral("second");
        QVERIFY(m_fixture->workspace.siteStore.replaceSite({}, second));
        open();
        auto *sites = childOf<QComboBox>(*m_dialog, "usageSite");
        QCOMPARE(sites->count(), 2);
        QCOMPARE(sites->currentText(), roomSite);
        sites->setCurrentText(second.name);
        QTRY_COMPARE(model()->rowCount(), 0);
        QTRY_VERIFY2(answer().startsWith(QLatin1String("The files of second have never been looked through")),
                     qPrintable(answer()));
        QCOMPARE(childOf<QLabel>(*m_dialog, "usageAnswerIcon")->accessibleName(), stateWord(State::Unknown));
        QCOMPARE(chart()->focusPolicy(), Qt::NoFocus);
    }

    void aBrokenWorkspaceIsSaid()
    {
        const QList<SiteBackups> sites = *m_fixture->workspace.courses().lastBackups();
        m_fixture->workspace.courseStore.setFailure(Error {ErrorKind::Damaged, QStringLiteral("It is damaged.")});
        open(sites);
        QCOMPARE(errorOf(*m_dialog), QStringLiteral("It is damaged."));
    }

    void whatFailsLeavesNothingOfAnotherSite()
    {
        Site second = MadeCourses::site();
        second.name = QStringLiteral("second");
        QVERIFY(m_fixture->workspace.siteStore.replaceSite({}, second));
        open();
        QCOMPARE(model()->rowCount(), 10);
        m_fixture->workspace.courseStore.setFailure(Error {ErrorKind::Damaged, QStringLiteral("It is damaged.")});
        childOf<QComboBox>(*m_dialog, "usageSite")->setCurrentText(second.name);
        QTRY_COMPARE(errorOf(*m_dialog), QStringLiteral("It is damaged."));
        QTRY_COMPARE(model()->rowCount(), 0);
        QCOMPARE(chart()->focusPolicy(), Qt::NoFocus);
    }

    void theWorkspaceTellsOfTheDisk()
    {
        const auto told = [this] {
            QStringList titles;
            const QList<Finding> findings = *allFindings(m_fixture->workspace);
            for (const Finding &finding : findings) {
                if (finding.kind == QLatin1String("disk-fills"))
                    titles << finding.title;
            }
            return titles;
        };
        QCOMPARE(told().size(), 1);
        QVERIFY2(told().first().contains(QLatin1String("/data/moodle")), qPrintable(told().first()));
        const Site site = m_fixture->workspace.siteStore.sites()->first();
        const QString losses = lossesWith(m_fixture->workspace, site)->join(u'\n');
        QVERIFY2(losses.contains(QLatin1String("took on 10 days")), qPrintable(losses));
        UsagePoint larger = roomPoints().constLast();
        larger.disks.first().freeBytes = 900000; // somebody made room
        QVERIFY(m_fixture->workspace.courseStore.saveUsagePoints(roomSite, {larger}));
        QCOMPARE(told(), QStringList());
    }

    /// What a refresh has listed is the point of its day.
    void aRefreshIsRemembered()
    {
        FakeWorkspace &workspace = m_fixture->workspace;
        workspace.moodles.change(roomSite, [](FakeMoodle &moodle) {
            moodle.facts = roomReading().head.moodle;
            moodle.states.courses = roomReading().courses;
        });
        QByteArray place = "seen";
        workspace.hosts.setAnswer(
            [&place](const Server &, RemoteProgram, const QByteArray &, const CancelToken &) -> Result<QByteArray> {
                const QByteArray now = QByteArray::number(MadeCourses::now().addDays(1).toSecsSinceEpoch());
                QList<FrameRecord> records {{"now", {now}}, {"place", {"courseFolder", place, "1000", "4000"}}};
                if (place == "seen")
                    records.append({"file", {"700", now, "33/backupdata/backup-bioc1001-20081214-0301.zip"}});
                records.append(FrameRecord {"finished", {}});
                return framed("backups", records);
            });
        workspace.time.advance(24 * 3600);
        const Site site = workspace.siteStore.sites()->first();
        QVERIFY(workspace.courses().refresh(site, Attendance::Background, {}));
        const QList<UsagePoint> points = *workspace.courses().usagePoints(site);
        QCOMPARE(points.size(), 11);
        QCOMPARE(points.last().day, QDate(2008, 12, 16));
        QCOMPARE(points.last().files, 1);
        QCOMPARE(points.last().bytes, 700);
        QCOMPARE(points.last().disks, (QList<UsageDisk> {{"/data/moodle", 4000, 1000}}));
        place = "unreadable"; // no sum
        QVERIFY(workspace.courses().refresh(site, Attendance::Background, {}));
        QCOMPARE(*workspace.courses().usagePoints(site), points);
    }

private:
    void open() { open(*m_fixture->workspace.courses().lastBackups()); }
    void open(const QList<SiteBackups> &sites)
    {
        m_dialog = std::make_unique<UsageDialog>(m_fixture->context(), sites, roomSite, nullptr);
        m_dialog->show();
        QTRY_COMPARE(m_fixture->jobs.running(), 0);
    }
    void show(UsageView view)
    {
        auto *views = childOf<QComboBox>(*m_dialog, "usageView");
        views->setCurrentIndex(views->findData(int(view)));
    }
    QString answer() { return childOf<QLabel>(*m_dialog, "usageAnswer")->text(); }
    QTableView *table() { return childOf<QTableView>(*m_dialog, "usageTable"); }
    QAbstractItemModel *model() { return table()->model(); }
    QString keyOf(int row) { return model()->index(row, 0).data(KeyRole).toString(); }
    QString chosenKey() { return table()->currentIndex().siblingAtColumn(0).data(KeyRole).toString(); }
    BytesChart *chart() { return childOf<BytesChart>(*m_dialog, "usageChart"); }

    std::unique_ptr<PageFixture> m_fixture;
    std::unique_ptr<UsageDialog> m_dialog;
};

NIGHTKEEP_TEST(TstUsageDialog, widget, Window)
#include "tst_usagedialog.moc"
