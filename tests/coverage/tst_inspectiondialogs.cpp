// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/coverage/changeratetable.h"
#include "tests/support/pagefixture.h"
#include "tests/support/testmain.h"
#include "widgets/coverage/changeratedialog.h"
#include "widgets/coverage/inspectionactions.h"
#include "widgets/coverage/previewdialog.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QPushButton>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QThread>

using namespace Nightkeep;

namespace {

const QString A = QStringLiteral("moodle-a.example.org");

QByteArray countingAnswer(const char *state = "done")
{
    return framed("change-rate",
                  {{"RATE", {"/data/moodle", state, "20", "4096", "1", "1024", "2", "2048", "3", "3072"}}});
}

QByteArray previewAnswer()
{
    return framed("backup-preview",
                  {{"DSMC", {"asked"}},
                   {"PREVIEW", {"0", "whole", "/data/x  Included\n/data/<b>y  Excluded  /.../y  dsm.sys\n"}}});
}

} // namespace

class TstInspectionDialogs : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_fixture = std::make_unique<PageFixture>();
        answer(countingAnswer());
    }

    void actionsFollowTheChoice()
    {
        QWidget page;
        InspectionActions actions(m_fixture->context(), &page);
        QCOMPARE(actions.actions().size(), 2);
        ServerRow row;
        row.server = m_fixture->stored(A);
        ServerRow bare;
        bare.server.name = QStringLiteral("bare");
        const auto enabled = [&actions] {
            for (const QAction *action : actions.actions()) {
                if (!action->isEnabled())
                    return false;
            }
            return true;
        };
        actions.setRows({row}, {row}, true);
        QVERIFY(enabled());
        actions.setRows({row}, {row}, false);
        QVERIFY(enabled()); // which only looks
        actions.setRows({row, bare}, {row, bare}, true);
        QVERIFY(!enabled());
        actions.setRows({bare}, {bare}, true);
        QVERIFY(!enabled());
        actions.setRows({row}, {}, true);
        QVERIFY(!enabled());

        actions.setRows({row}, {row}, true);
        const QSignalSpy changed(&actions, &ServerActions::workspaceChanged);
        actions.actions().first()->trigger();
        auto *dialog = page.findChild<ChangeRateDialog *>();
        QVERIFY(dialog);
        childOf<QPushButton>(*dialog, "changeRateAsk")->click();
        QTRY_COMPARE(changed.size(), 1);
        dialog->close();
    }

    void countsAndKeeps()
    {
        ChangeRateDialog dialog(m_fixture->context(), m_fixture->stored(A), nullptr);
        dialog.open();
        QCOMPARE(namelessWidgets(dialog), QStringList());
        QVERIFY(said(dialog).contains(QStringLiteral("Nothing has been counted")));
        QVERIFY(!childOf<QPushButton>(dialog, "changeRateSave")->isEnabled());
        const QSignalSpy answered(&dialog, &AskingDialog::answered);
        childOf<QPushButton>(dialog, "changeRateAsk")->click();
        QTRY_COMPARE(answered.size(), 1);
        QVERIFY2(said(dialog).contains(QStringLiteral("2.0 KiB")), qPrintable(said(dialog)));
        auto *view = childOf<QTableView>(dialog, "changeRateTable");
        QVERIFY(view);
        QCOMPARE(view->model()->rowCount(), 1);

        // The next time, the last answer is there at once.
        m_fixture->workspace.time.advance(3600);
        ChangeRateDialog again(m_fixture->context(), m_fixture->stored(A), nullptr);
        again.open();
        QTRY_VERIFY2(said(again).contains(QStringLiteral("2.0 KiB")), qPrintable(said(again)));
        QVERIFY(said(again).contains(QStringLiteral("Counted ")));
    }

    void exportsAndCopies()
    {
        ChangeRateDialog dialog(m_fixture->context(), m_fixture->stored(A), nullptr);
        dialog.open();
        childOf<QPushButton>(dialog, "changeRateAsk")->click();
        auto *view = childOf<QTableView>(dialog, "changeRateTable");
        QTRY_COMPARE(view->model()->rowCount(), 1);
        m_fixture->dialogs.fileToSave = QStringLiteral("/somewhere/change-rate.csv");
        childOf<QPushButton>(dialog, "changeRateSave")->click();
        const QByteArray csv = m_fixture->files.value(QStringLiteral("/somewhere/change-rate.csv"));
        QVERIFY2(csv.startsWith("Folder,") && csv.contains("/data/moodle"), csv.constData());
        view->selectRow(0);
        childOf<QPushButton>(dialog, "changeRateCopy")->click();
        QVERIFY(QGuiApplication::clipboard()->text().contains(QStringLiteral("/data/moodle")));
        m_fixture->writeFailure = Error {ErrorKind::DiskFull, QStringLiteral("The disk is full.")};
        childOf<QPushButton>(dialog, "changeRateSave")->click();
        QVERIFY(said(dialog).contains(QStringLiteral("The disk is full.")));
    }

    void unfinishedIsNotShownAsGood()
    {
        answer(countingAnswer("unfinished"));
        ChangeRateDialog dialog(m_fixture->context(), m_fixture->stored(A), nullptr);
        dialog.open();
        childOf<QPushButton>(dialog, "changeRateAsk")->click();
        QTRY_VERIFY2(said(dialog).contains(QStringLiteral("at least")), qPrintable(said(dialog)));
    }

    void failureAndStop()
    {
        QSemaphore begun;
        m_fixture->workspace.hosts.setAnswer([&begun](const Server &, RemoteProgram, const QByteArray &,
                                                      const CancelToken &cancel) -> Result<QByteArray> {
            begun.release();
            while (!cancel.isCancelled())
                QThread::yieldCurrentThread();
            return fail(ErrorKind::Cancelled, QStringLiteral("stopped"));
        });
        ChangeRateDialog dialog(m_fixture->context(), m_fixture->stored(A), nullptr);
        dialog.open();
        childOf<QPushButton>(dialog, "changeRateAsk")->click();
        QVERIFY(!childOf<QPushButton>(dialog, "changeRateAsk")->isEnabled());
        QVERIFY(begun.tryAcquire(1, 60000));
        childOf<QPushButton>(dialog, "changeRateStop")->click();
        QTRY_VERIFY(said(dialog).contains(QStringLiteral("stopped")));
        QVERIFY(childOf<QPushButton>(dialog, "changeRateAsk")->isEnabled());

        m_fixture->workspace.hosts.setAnswer([](const Server &, RemoteProgram, const QByteArray &,
                                                const CancelToken &) -> Result<QByteArray> {
            return fail(ErrorKind::Unreachable, QStringLiteral("It does not answer."), QStringLiteral("Try later."));
        });
        childOf<QPushButton>(dialog, "changeRateAsk")->click();
        QTRY_VERIFY(said(dialog).contains(QStringLiteral("It does not answer.")));
        QVERIFY(said(dialog).contains(QStringLiteral("Try later.")));
    }

    void previewsAFolder()
    {
        answer(previewAnswer());
        PreviewDialog dialog(m_fixture->context(), m_fixture->stored(A), nullptr);
        dialog.open();
        QCOMPARE(namelessWidgets(dialog), QStringList());
        auto *box = childOf<QComboBox>(dialog, "previewFolder");
        QCOMPARE(box->count(), 2);
        QVERIFY(said(dialog).contains(QStringLiteral("not been asked")));
        childOf<QPushButton>(dialog, "previewAsk")->click();
        QTRY_VERIFY2(said(dialog).contains(QStringLiteral("leave out 1")), qPrintable(said(dialog)));
        auto *view = childOf<QTableView>(dialog, "previewTable");
        QCOMPARE(view->model()->rowCount(), 1);
        QCOMPARE(view->model()->index(0, 0).data().toString(), QStringLiteral("/data/<b>y"));
        box->setCurrentIndex(1);
        QVERIFY(said(dialog).contains(QStringLiteral("not been asked")));
        QCOMPARE(view->model()->rowCount(), 0);
        box->setCurrentIndex(0);
        QCOMPARE(view->model()->rowCount(), 1);

        PreviewDialog again(m_fixture->context(), m_fixture->stored(A), nullptr);
        again.open();
        QTRY_VERIFY(said(again).contains(QStringLiteral("leave out 1")));
    }

    /// What would be taken may come behind what was read.
    void aPreviewWithoutEndIsNoVerdict()
    {
        answer(framed("backup-preview",
                      {{"DSMC", {"asked"}}, {"PREVIEW", {"124", "whole", "/data/y  Excluded  /.../y  dsm.sys\n"}}}));
        PreviewDialog dialog(m_fixture->context(), m_fixture->stored(A), nullptr);
        dialog.open();
        childOf<QPushButton>(dialog, "previewAsk")->click();
        QTRY_VERIFY2(said(dialog).contains(QStringLiteral("had not finished")), qPrintable(said(dialog)));
        QCOMPARE(childOf<QLabel>(dialog, "previewAnswerIcon")->accessibleName(), QStringLiteral("unknown"));
    }

    void aReadOnlyWorkspaceShowsWhatItDoesNotKeep()
    {
        m_fixture->workspace.makeReadOnly();
        const auto asks = [](AskingDialog &dialog, const char *button, const QString &expected) {
            dialog.open();
            const QSignalSpy answered(&dialog, &AskingDialog::answered);
            childOf<QPushButton>(dialog, button)->click();
            QTRY_COMPARE(answered.size(), 1);
            QVERIFY2(said(dialog).contains(expected), qPrintable(said(dialog)));
            QVERIFY2(said(dialog).contains(QStringLiteral("not kept")), qPrintable(said(dialog)));
        };
        const auto isThere = [](AskingDialog &dialog, const QString &expected) {
            dialog.open();
            QTRY_VERIFY2(said(dialog).contains(expected), qPrintable(said(dialog)));
        };
        const Server server = m_fixture->stored(A);
        ChangeRateDialog count(m_fixture->context(), server, nullptr);
        asks(count, "changeRateAsk", QStringLiteral("2.0 KiB"));
        ChangeRateDialog countAgain(m_fixture->context(), server, nullptr);
        isThere(countAgain, QStringLiteral("2.0 KiB"));

        answer(previewAnswer());
        PreviewDialog preview(m_fixture->context(), server, nullptr);
        asks(preview, "previewAsk", QStringLiteral("leave out 1"));
        PreviewDialog previewAgain(m_fixture->context(), server, nullptr);
        isThere(previewAgain, QStringLiteral("leave out 1"));
    }

private:
    void answer(const QByteArray &bytes)
    {
        m_fixture->workspace.hosts.setAnswer([bytes](const Server &, RemoteProgram, const QByteArray &,
                                                     const CancelToken &) -> Result<QByteArray> { return bytes; });
    }

    static QString said(const QWidget &dialog)
    {
        QStringList texts;
        for (const QLabel *label : dialog.findChildren<QLabel *>()) {
            if (label->isVisible())
                texts << label->text();
        }
        return texts.join(u'\n');
    }

    std::unique_ptr<PageFixture> m_fixture;
};

NIGHTKEEP_TEST(TstInspectionDialogs, widget, Window)
#include "tst_inspectiondialogs.moc"
