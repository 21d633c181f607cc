// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/meeting/meetingtable.h"
#include "tests/support/optionnames.h"
#include "tests/support/pagefixture.h"
#include "tests/support/testmain.h"
#include "widgets/meeting/meetingpage.h"

#include <QApplication>
#include <QClipboard>
#include <QDialog>
#include <QPushButton>
#include <QSpinBox>
#include <QTableView>
#include <QTest>
#include <QUndoStack>

using namespace Nightkeep;

namespace {

const QString meetingPromiseItem = QStringLiteral("promise/courseNights/atLeast");
const QString meetingOptionItem = QStringLiteral("setting/moodle/") + keep;

} // namespace

/// The page over the small estate: by the keyboard, and what others do meanwhile.
class TstMeetingPage : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<PageFixture> m_fixture;
    std::unique_ptr<MeetingPage> m_page;

    FakeWorkspace &workspace() { return m_fixture->workspace; }
    QTableView *table() { return childOf<QTableView>(*m_page, "meetingTable"); }
    QAction *action(const char *name) { return childOf<QAction>(*m_page, name); }
    QString detail() { return childOf<QTextEdit>(*m_page, "meetingDetail")->toPlainText(); }
    QDialog *dialog() { return childOf<QDialog>(*m_page, "meetingDecisionDialog"); }
    QString said() { return m_fixture->said.value(m_fixture->said.size() - 1); }
    void settle() { QTRY_COMPARE_WITH_TIMEOUT(m_fixture->jobs.running(), 0, 60000); }
    void reload()
    {
        m_page->reload();
        settle();
    }
    int figure()
    {
        const Result<RetentionRecords> records = workspace().retention().records();
        for (const Promise &promise : records->promises) {
            if (promise.key == QStringLiteral("courseNights/atLeast"))
                return promise.figure.value_or(-1);
        }
        return -2;
    }
    QList<Decision> decisions() { return workspace().meeting().decisions().value_or(QList<Decision>()); }

    /// Goes to a row by the arrow keys alone.
    void goToRow(const QString &key)
    {
        table()->setFocus();
        QTest::keyClick(table(), Qt::Key_Home, Qt::ControlModifier);
        for (int row = 0; row < table()->model()->rowCount(); ++row) {
            if (table()->currentIndex().data(KeyRole).toString() == key)
                return;
            QTest::keyClick(table(), Qt::Key_Down);
        }
        QCOMPARE(table()->currentIndex().data(KeyRole).toString(), key);
    }
    /// Goes to a field by Tab alone.
    static void tabTo(const QDialog &dialog, const char *name)
    {
        for (int i = 0; i < 40; ++i) {
            const QWidget *focus = dialog.focusWidget();
            if (focus && focus->objectName() == QLatin1String(name))
                return;
            QTest::keyClick(dialog.focusWidget(), Qt::Key_Tab);
        }
        QCOMPARE(dialog.focusWidget()->objectName(), QLatin1String(name));
    }
    void type(const char *field, const QString &text)
    {
        tabTo(*dialog(), field);
        QTest::keyClick(dialog()->focusWidget(), Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(dialog()->focusWidget(), text);
    }
    void openDecision(const QString &key)
    {
        goToRow(key);
        QTest::keyClick(table(), Qt::Key_Return);
        QVERIFY(dialog());
        QVERIFY(QTest::qWaitForWindowActive(dialog(), 60000));
        type("meetingDecisionText", QStringLiteral("Ninety nights."));
        type("meetingDecisionPeople", QStringLiteral("Ann, Bob"));
    }
    void accept()
    {
        QTest::keyClick(dialog()->focusWidget(), Qt::Key_Return);
        QTRY_VERIFY(!dialog());
        settle();
    }

private slots:
    void init()
    {
        m_fixture = std::make_unique<PageFixture>();
        m_page = std::make_unique<MeetingPage>(m_fixture->context());
        m_page->resize(1200, 700);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowActive(m_page.get(), 60000));
        reload();
    }
    void cleanup()
    {
        settle();
        m_page.reset();
        m_fixture.reset();
    }

    void theAgendaIsShown()
    {
        QVERIFY(rowWithKey(*table(), meetingPromiseItem).isValid());
        QVERIFY(rowWithKey(*table(), meetingOptionItem).isValid());
        QVERIFY2(answerOf(*m_page).contains(QStringLiteral("to decide")), qPrintable(answerOf(*m_page)));
        QVERIFY2(answerOf(*m_page).contains(QStringLiteral("nothing decided yet")), qPrintable(answerOf(*m_page)));
        QVERIFY(!action("meetingTakeBack")->isEnabled());
        QCOMPARE(namelessWidgets(*m_page), QStringList());
    }

    void aFigureIsAgreedByKeysAndUndone()
    {
        openDecision(meetingPromiseItem);
        type("meetingFigure", QStringLiteral("90"));
        type("meetingDecisionReason", QStringLiteral("Teachers ask for it."));
        accept();
        QTRY_COMPARE(decisions().size(), qsizetype(1));
        QCOMPARE(figure(), 90);
        const Decision decided = decisions().first();
        QCOMPARE(decided.item, meetingPromiseItem);
        QCOMPARE(decided.people, QStringLiteral("Ann, Bob"));
        QCOMPARE(decided.reason, QStringLiteral("Teachers ask for it."));
        QCOMPARE(decided.on, workspace().time.now().date());
        QTRY_VERIFY(!rowWithKey(*table(), meetingPromiseItem).isValid());
        QVERIFY(rowWithKey(*table(), QStringLiteral("decision/1")).isValid());
        QVERIFY2(said().contains(QStringLiteral("recorded")), qPrintable(said()));

        m_page->undoStack()->undo();
        settle();
        QCOMPARE(figure(), 60);
        QVERIFY(!decisions().first().holds());
        QTRY_VERIFY(rowWithKey(*table(), meetingPromiseItem).isValid());
        m_page->undoStack()->redo();
        settle();
        QCOMPARE(figure(), 90);
        QCOMPARE(decisions().first().number, qint64(2));
        m_page->undoStack()->undo(); // the one that was made anew
        settle();
        QCOMPARE(figure(), 60);
        QCOMPARE(errorOf(*m_page), QString());
    }

    void withoutAFigureItIsOnlyRecorded()
    {
        openDecision(meetingPromiseItem);
        tabTo(*dialog(), "meetingDecisionAgrees");
        QTest::keyClick(dialog()->focusWidget(), Qt::Key_Space);
        QVERIFY(!childOf<QSpinBox>(*dialog(), "meetingFigure")->isEnabled());
        tabTo(*dialog(), "meetingDecisionText");
        accept();
        QTRY_COMPARE(decisions().size(), qsizetype(1));
        QCOMPARE(figure(), 60);
        QVERIFY(decisions().first().after.isEmpty());
    }

    void aFigureThatCannotBeKeepsTheDialog()
    {
        openDecision(meetingOptionItem);
        auto *value = childOf<QComboBox>(*dialog(), "meetingValue");
        QVERIFY(value);
        value->setCurrentText(QStringLiteral("many"));
        tabTo(*dialog(), "meetingDecisionText");
        QTest::keyClick(dialog()->focusWidget(), Qt::Key_Return);
        QVERIFY(dialog() && dialog()->isVisible());
        QVERIFY2(errorOf(*dialog()).contains(QStringLiteral("many")), qPrintable(errorOf(*dialog())));
        value->setCurrentText(QString()); // what stood there is not agreed by that
        QTest::keyClick(dialog()->focusWidget(), Qt::Key_Return);
        QVERIFY(dialog() && dialog()->isVisible());
        QVERIFY2(errorOf(*dialog()).contains(QStringLiteral("No value")), qPrintable(errorOf(*dialog())));
        value->setCurrentText(QStringLiteral("2"));
        accept();
        QTRY_COMPARE(decisions().size(), qsizetype(1));
        QCOMPARE(workspace().settingsStore.agreedSettings(QStringLiteral("moodle"))->value(keep).value,
                 QStringLiteral("2"));
    }

    void withoutTextOrPeopleNothingIsRecorded()
    {
        goToRow(meetingPromiseItem);
        action("meetingDecide")->trigger();
        const auto *record = childOf<QPushButton>(*dialog(), "meetingDecisionAccept");
        QVERIFY(!record->isEnabled());
        childOf<QLineEdit>(*dialog(), "meetingDecisionText")->setText(QStringLiteral("Yes."));
        QVERIFY(!record->isEnabled());
        childOf<QLineEdit>(*dialog(), "meetingDecisionPeople")->setText(QStringLiteral("Ann"));
        QVERIFY(record->isEnabled());
        QCOMPARE(namelessWidgets(*dialog()), QStringList());
        dialog()->reject();
        QTRY_VERIFY(!dialog());
        QVERIFY(decisions().isEmpty());
    }

    void aDecisionIsTakenBackAndThatIsUndone()
    {
        openDecision(meetingPromiseItem);
        type("meetingFigure", QStringLiteral("90"));
        accept();
        QTRY_COMPARE(figure(), 90);
        QTRY_VERIFY(rowWithKey(*table(), QStringLiteral("decision/1")).isValid());
        m_page->undoStack()->clear();
        goToRow(QStringLiteral("decision/1"));
        QVERIFY(detail().contains(QStringLiteral("Ninety nights.")));
        QVERIFY(action("meetingTakeBack")->isEnabled() && !action("meetingDecide")->isEnabled());
        action("meetingTakeBack")->trigger();
        settle();
        QCOMPARE(figure(), 60);
        QTRY_VERIFY2(said().contains(QStringLiteral("taken back")), qPrintable(said()));
        QTRY_VERIFY(!action("meetingTakeBack")->isEnabled());
        QTRY_VERIFY(m_page->undoStack()->canUndo());
        m_page->undoStack()->undo();
        settle();
        QCOMPARE(figure(), 90);
        QVERIFY(decisions().first().holds());
    }

    void whatSomebodyChangedMeanwhileStays()
    {
        openDecision(meetingPromiseItem);
        type("meetingFigure", QStringLiteral("90"));
        const Result<RetentionRecords> records = workspace().retention().records();
        for (const Promise &promise : records->promises) {
            if (promise.key != QStringLiteral("courseNights/atLeast"))
                continue;
            Promise other = promise;
            other.figure = 30;
            QVERIFY(workspace().retention().agree(other, promise).has_value());
        }
        accept();
        QTRY_VERIFY(!errorOf(*m_page).isEmpty());
        QCOMPARE(figure(), 30);
        QVERIFY(decisions().isEmpty());
        QVERIFY(!m_page->undoStack()->canUndo());
    }

    void aReadOnlyWorkspaceIsNotWritten()
    {
        workspace().makeReadOnly();
        reload();
        goToRow(meetingPromiseItem);
        QVERIFY(!action("meetingDecide")->isEnabled());
        QVERIFY(action("meetingDecide")->toolTip().contains(QStringLiteral("read-only")));
        QVERIFY(action("meetingPresent")->isEnabled());
    }

    void itIsPresentedByKeys()
    {
        goToRow(meetingPromiseItem);
        action("meetingPresent")->trigger();
        QPointer<QWidget> presentation = childOf<QWidget>(*m_page, "presentation");
        QVERIFY(presentation);
        QVERIFY(QTest::qWaitForWindowActive(presentation, 60000));
        const auto title = [&presentation] { return childOf<QLabel>(*presentation, "presentationTitle")->text(); };
        const QString chosen = title();
        QCOMPARE(chosen, rowWithKey(*table(), meetingPromiseItem).data().toString());
        QTest::keyClick(presentation, Qt::Key_Space);
        QVERIFY(title() != chosen);
        QTest::keyClick(presentation, Qt::Key_Left);
        QCOMPARE(title(), chosen);

        QTest::keyClick(presentation, Qt::Key_D);
        QVERIFY(dialog());
        QVERIFY(QTest::qWaitForWindowActive(dialog(), 60000));
        type("meetingDecisionText", QStringLiteral("Ninety nights."));
        type("meetingDecisionPeople", QStringLiteral("Ann, Bob"));
        type("meetingFigure", QStringLiteral("90"));
        accept();
        QTRY_COMPARE(figure(), 90);
        QTRY_VERIFY(title() != chosen); // the next one has its place
        QTest::keyClick(presentation, Qt::Key_Escape);
        QTRY_VERIFY(!presentation);
    }

    void whatIsNotRecordedIsSaidToTheRoom()
    {
        goToRow(meetingPromiseItem);
        action("meetingPresent")->trigger();
        QPointer<QWidget> presentation = childOf<QWidget>(*m_page, "presentation");
        QVERIFY(presentation);
        QVERIFY(QTest::qWaitForWindowActive(presentation, 60000));
        QTest::keyClick(presentation, Qt::Key_D);
        QVERIFY(dialog());
        QVERIFY(QTest::qWaitForWindowActive(dialog(), 60000));
        type("meetingDecisionText", QStringLiteral("Ninety nights."));
        type("meetingDecisionPeople", QStringLiteral("Ann, Bob"));
        type("meetingFigure", QStringLiteral("90"));
        workspace().meetingStore.setWriteFailure(Error {ErrorKind::DiskFull, QStringLiteral("The disk is full.")});
        accept();
        const auto *problem = childOf<QLabel>(*presentation, "presentationProblem");
        QTRY_VERIFY2(problem->text().contains(QStringLiteral("The disk is full.")), qPrintable(problem->text()));
        QVERIFY(problem->isVisible() && presentation->accessibleName().contains(problem->text()));
        QCOMPARE(figure(), 60);
        QTest::keyClick(presentation, Qt::Key_Space);
        QVERIFY(problem->isHidden() && !presentation->accessibleName().contains(QStringLiteral("The disk is full.")));
        QTest::keyClick(presentation, Qt::Key_Escape);
        QTRY_VERIFY(!presentation);
    }

    void theMinutesAreCopiedAndSaved()
    {
        openDecision(meetingPromiseItem);
        accept();
        QTRY_VERIFY(rowWithKey(*table(), QStringLiteral("decision/1")).isValid());
        action("meetingMinutes")->trigger();
        auto *minutes = childOf<QDialog>(*m_page, "minutesDialog");
        QVERIFY(minutes);
        QCOMPARE(namelessWidgets(*minutes), QStringList());
        const QString text = childOf<QPlainTextEdit>(*minutes, "minutesText")->toPlainText();
        QVERIFY2(text.contains(QStringLiteral("Ninety nights.")), qPrintable(text));
        QTest::keyClick(childOf<QPushButton>(*minutes, "copyMinutes"), Qt::Key_Space);
        QCOMPARE(QApplication::clipboard()->text(), text);
        const QString file = QStringLiteral("/minutes.txt");
        m_fixture->dialogs.fileToSave = file;
        QTest::keyClick(childOf<QPushButton>(*minutes, "saveMinutes"), Qt::Key_Space);
        QCOMPARE(QString::fromUtf8(m_fixture->files.value(file)), text);
        m_fixture->writeFailure = Error {ErrorKind::DiskFull, QStringLiteral("The disk is full.")};
        QTest::keyClick(childOf<QPushButton>(*minutes, "saveMinutes"), Qt::Key_Space);
        QCOMPARE(errorOf(*minutes), QStringLiteral("The disk is full."));
        minutes->reject();
    }

    void whatCannotBeReadIsSaid()
    {
        workspace().meetingStore.setFailure(Error {ErrorKind::Damaged, QStringLiteral("It is damaged.")});
        reload();
        QTRY_VERIFY2(answerOf(*m_page).contains(QStringLiteral("could not be read")), qPrintable(answerOf(*m_page)));
        workspace().meetingStore.setFailure({});
    }
};

NIGHTKEEP_TEST(TstMeetingPage, widget, Window, 300)
#include "tst_meetingpage.moc"
