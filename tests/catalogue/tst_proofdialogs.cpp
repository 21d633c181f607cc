// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/pagefixture.h"
#include "tests/support/testmain.h"
#include "widgets/catalogue/archivecopiesdialog.h"
#include "widgets/catalogue/archiveproofsdialog.h"
#include "widgets/catalogue/duecopiesdialog.h"
#include "widgets/common/openmodal.h"

#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QTest>
#include <QThread>

using namespace Nightkeep;

namespace {

ArchiveRecord proofRun()
{
    ArchiveRecord record;
    record.run.id = QStringLiteral("20080829-031500-summer");
    record.run.request.name = QStringLiteral("summer");
    record.run.request.site = QStringLiteral("moodle");
    record.run.server = QStringLiteral("no-such-server");
    record.status.state = ArchiveState::Complete;
    record.status.sha256 = QByteArray(64, 'a');
    record.status.finishedAt = QDateTime::currentDateTimeUtc();
    return record;
}

} // namespace

/// What the archives' page opens for proofs, copies and signers.
class TstProofDialogs : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_fixture = std::make_unique<PageFixture>();
        m_parent = std::make_unique<QWidget>();
        m_changed = 0;
        QVERIFY(m_fixture->workspace.archiveStore.saveArchiveRun(proofRun()));
    }
    void cleanup()
    {
        m_parent.reset();
        m_fixture.reset();
    }

    void aSignerIsAddedAndRemoved()
    {
        auto *dialog = openModal(new SignersDialog(
            m_fixture->context(), [this] { ++m_changed; }, m_parent.get()));
        settle();
        QVERIFY(!button(*dialog, "signersRemove")->isEnabled());
        m_fixture->dialogs.textToGive = QStringLiteral("team@example.org no-key-at-all");
        button(*dialog, "signersAdd")->click();
        settle();
        QVERIFY(signers().isEmpty());
        QCOMPARE(m_changed, 0);
        m_fixture->dialogs.textToGive =
            QStringLiteral("team@example.org ssh-ed25519 ") + QString(68, u'A') + QStringLiteral(" a comment");
        button(*dialog, "signersAdd")->click();
        settle();
        QCOMPARE(signers().size(), 1);
        QCOMPARE(signers().value(0).name, QStringLiteral("team@example.org"));
        QCOMPARE(signers().value(0).publicKey, QStringLiteral("ssh-ed25519 ") + QString(68, u'A'));
        QVERIFY(signers().value(0).addedAt.isValid());
        QCOMPARE(m_fixture->said.size(), 1);
        dialog->findChild<QTableView *>()->selectRow(0);
        m_fixture->dialogs.textToGive = QStringLiteral("soon");
        button(*dialog, "signersEnd")->click();
        settle();
        QVERIFY(!signers().value(0).until.isValid());
        m_fixture->dialogs.textToGive = QStringLiteral("2026-12-31");
        button(*dialog, "signersEnd")->click();
        settle();
        QCOMPARE(signers().value(0).until.toUTC().date(), QDate(2026, 12, 31));
        dialog->findChild<QTableView *>()->selectRow(0);
        m_fixture->dialogs.answer = true;
        button(*dialog, "signersRemove")->click();
        settle();
        QVERIFY(signers().isEmpty());
        QCOMPARE(m_changed, 3);
    }

    void aReadingIsShownAndKept()
    {
        QTemporaryDir folder;
        const QString tar = folder.filePath(QStringLiteral("other.tar"));
        QFile file(tar);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("no archive") > 0);
        file.close();
        auto *dialog = openModal(new ArchiveProofsDialog(
            m_fixture->context(), proofRun(), [this] { ++m_changed; }, m_parent.get()));
        settle();
        QVERIFY(!button(*dialog, "proofsPlace")->isEnabled()); // no place has it
        m_fixture->dialogs.fileToOpen = tar;
        button(*dialog, "proofsFile")->click();
        settle();
        QCOMPARE(m_changed, 1);
        const auto *model = dialog->findChild<QTableView *>()->model();
        QCOMPARE(model->rowCount(), 1);
        QCOMPARE(m_fixture->workspace.catalogueStore.catalogueRecords()->verifications.constFirst().outcome,
                 ArchiveVerification::Outcome::Differs);
    }

    void whatStillWaitsTellsNoDialogThatIsGone()
    {
        const auto holdsTheLane = [](const CancelToken &cancel, const ProgressSink &) -> Result<void> {
            while (!cancel.isCancelled())
                QThread::yieldCurrentThread();
            return fail(ErrorKind::Cancelled, QString());
        };
        const quint64 before = m_fixture->jobs.start<void>(QStringLiteral("Another reading"),
                                                           QStringLiteral("archive proofs/") + proofRun().run.id,
                                                           m_parent.get(), holdsTheLane, {});
        auto *dialog = new ArchiveProofsDialog(
            m_fixture->context(), proofRun(), [this] { ++m_changed; }, m_parent.get());
        button(*dialog, "proofsServer")->click();
        delete dialog;
        QTRY_COMPARE(m_fixture->jobs.jobs().constLast().phase(), Job::Phase::Cancelled);
        m_fixture->jobs.cancel(before);
        settle();
        QCOMPARE(m_changed, 0);
    }

    void aPlaceIsReadAgainWhateverWasFoundThere()
    {
        HandOver handOver;
        handOver.run = proofRun().run.id;
        handOver.place = QStringLiteral("second");
        for (const auto &[state, isReadable] :
             {std::pair(HandOverState::Working, false), std::pair(HandOverState::Failed, false),
              std::pair(HandOverState::Confirmed, true), std::pair(HandOverState::Altered, true)}) {
            handOver.state = state;
            QVERIFY(m_fixture->workspace.handOverStore.saveHandOver(handOver));
            auto *dialog = openModal(new ArchiveProofsDialog(
                m_fixture->context(), proofRun(), [this] { ++m_changed; }, m_parent.get()));
            settle();
            QTRY_COMPARE(button(*dialog, "proofsPlace")->isEnabled(), isReadable);
            dialog->close();
        }
    }

    void whatIsDueIsReadAndWhatCannotBeIsSaid()
    {
        auto *dialog = openModal(new DueCopiesDialog(
            m_fixture->context(), [this] { ++m_changed; }, m_parent.get()));
        settle();
        QCOMPARE(dialog->findChild<QTableView *>()->model()->rowCount(), 1);
        QTRY_VERIFY(button(*dialog, "dueCopiesAsk")->isEnabled());
        button(*dialog, "dueCopiesAsk")->click();
        settle();
        QTRY_COMPARE(m_changed, 1);
        const QString answer = childOf<QLabel>(*dialog, "dueCopiesAnswer")->text(); // its server is not to be found
        QVERIFY2(answer.contains(QLatin1String("Not all")), qPrintable(answer));
        QCOMPARE(m_fixture->workspace.catalogueStore.catalogueRecords()->verifications.constFirst().outcome,
                 ArchiveVerification::Outcome::Failed);
    }

    void withoutItsServerTheCopiesAreNotKnown()
    {
        auto *dialog = openModal(new ArchiveCopiesDialog(m_fixture->context(), proofRun(), m_parent.get()));
        settle();
        QCOMPARE(dialog->findChild<QTableView *>()->model()->rowCount(), 0);
        for (const char *name : {"copiesLook", "copiesSave", "copiesThere", "copiesFromTar"})
            QVERIFY2(!button(*dialog, name)->isEnabled(), name);
    }

    void aReadOnlyWorkspaceSignsNothing()
    {
        m_fixture->workspace.makeReadOnly();
        auto *proofs = openModal(new ArchiveProofsDialog(
            m_fixture->context(), proofRun(), [this] { ++m_changed; }, m_parent.get()));
        auto *known = openModal(new SignersDialog(
            m_fixture->context(), [this] { ++m_changed; }, m_parent.get()));
        settle();
        QVERIFY(!button(*proofs, "proofsSign")->isEnabled());
        QVERIFY(!button(*known, "signersAdd")->isEnabled());
    }

private:
    void settle() const { QTRY_COMPARE_WITH_TIMEOUT(m_fixture->jobs.running(), 0, 60000); }
    [[nodiscard]] static QPushButton *button(const QWidget &dialog, const char *name)
    {
        auto *found = dialog.findChild<QPushButton *>(QLatin1String(name));
        if (!found)
            qFatal("there is no button %s", name);
        return found;
    }
    [[nodiscard]] QList<AllowedSigner> signers() const
    {
        return m_fixture->workspace.catalogueStore.catalogueRecords().value_or(CatalogueRecords()).signers;
    }

    std::unique_ptr<PageFixture> m_fixture;
    std::unique_ptr<QWidget> m_parent;
    int m_changed = 0;
};

NIGHTKEEP_TEST(TstProofDialogs, widget, Window)
#include "tst_proofdialogs.moc"
