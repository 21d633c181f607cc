// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/catalogue/archiveproofsdialog.h"

#include "models/workspace.h"
#include "widgets/common/datatable.h"
#include "widgets/common/dialogs.h"
#include "widgets/common/openmodal.h"
#include "widgets/common/writing.h"

#include <QPointer>
#include <QPushButton>
#include <QTimeZone>
#include <QVBoxLayout>

#include <algorithm>

namespace Nightkeep {

namespace {

constexpr QLatin1String SignersLane("archive signers"); // one after another, as they are seen

} // namespace

ArchiveProofsDialog::ArchiveProofsDialog(const PageContext &context, const ArchiveRecord &record,
                                         std::function<void()> changed, QWidget *parent)
    : AskingDialog(context, QStringLiteral("archiveProofs"), record.run.request.name + QStringLiteral("-proofs.csv"),
                   tr("Check the signature"), parent)
    , m_record(record)
    , m_changed(std::move(changed))
    , m_model(new ColumnTable(verificationsDescription(), this))
    , m_sign(addButton(QStringLiteral("proofsSign"), tr("Sign…")))
    , m_server(addButton(QStringLiteral("proofsServer"), tr("Read on the server")))
    , m_place(addButton(QStringLiteral("proofsPlace"), tr("Read at a place…")))
    , m_file(addButton(QStringLiteral("proofsFile"), tr("Read a file…")))
{
    setWindowTitle(tr("Proofs of %1").arg(record.run.request.name));
    setModel(m_model, tr("No copy of it has been read through since the archive was finished."));
    content()->addWidget(table(), 1);
    m_sign->setToolTip(tr("Sign the manifest with a key of the team's, and put the signature beside it"));
    m_server->setToolTip(tr("Read the archive on its server from its first byte to its last"));
    m_place->setToolTip(tr("The same at a place that it was handed over to"));
    m_file->setToolTip(tr("Hold a file of this machine against the archive's hash"));
    connect(m_sign, &QPushButton::clicked, this, &ArchiveProofsDialog::sign);
    connect(m_server, &QPushButton::clicked, this, [this] { verify(QString()); });
    connect(m_place, &QPushButton::clicked, this, &ArchiveProofsDialog::verifyPlace);
    connect(m_file, &QPushButton::clicked, this, &ArchiveProofsDialog::verifyFile);
    begin(120, 24);
    updateActions();
    load();
}

void ArchiveProofsDialog::updateActions()
{
    const bool writable = !context().workspace.info().readOnly;
    enableWriting(m_sign, writable, !isAsking());
    m_server->setEnabled(!isAsking());
    m_place->setEnabled(!isAsking() && !m_places.isEmpty());
    m_file->setEnabled(!isAsking());
}

void ArchiveProofsDialog::load()
{
    Workspace &workspace = context().workspace;
    context().jobs.look<CatalogueRecords>(
        tr("Read the catalogue of archives"), QStringLiteral("archive proofs"), this,
        [&workspace](const CancelToken &, const ProgressSink &) { return workspace.catalogue(); },
        [this](const Result<CatalogueRecords> &records) {
            if (records)
                showRecords(*records);
            else
                showFailure(records.error());
        });
}

void ArchiveProofsDialog::showRecords(const CatalogueRecords &records)
{
    const QString &run = m_record.run.id;
    QList<ArchiveVerification> verifications = records.verifications;
    verifications.removeIf([&run](const ArchiveVerification &each) { return each.run != run; });
    m_model->setRows(verifications, now());
    m_places.clear();
    for (const HandOver &handOver : records.handOvers) {
        // What was found changed or gone may be back: only a reading says so.
        if (handOver.run == run && handOver.state != HandOverState::Working && handOver.state != HandOverState::Failed)
            m_places << handOver.place;
    }
    ManifestSignature known;
    for (const ManifestSignature &signature : records.signatures) {
        if (signature.run == run)
            known = signature;
    }
    const PageAnswer answer = signatureAnswer(known);
    setAnswer(answer.state, answer.sentence, visibleText(known.fingerprint));
    updateActions();
}

void ArchiveProofsDialog::work(const QString &title, const JobRunner::Work<void> &work)
{
    if (isAsking())
        return;
    setJob(context().jobs.start<void>(title, QStringLiteral("archive proofs/") + m_record.run.id, this, work,
                                      [this](const Result<void> &done) {
                                          setJob(0);
                                          updateActions();
                                          if (!done)
                                              showError(done.error());
                                          else
                                              load();
                                          m_changed(); // what could not be read is kept, too
                                          emit answered();
                                      }));
    updateActions();
}

void ArchiveProofsDialog::ask()
{
    VerificationService &service = context().workspace.verification();
    work(tr("Check the signature of %1").arg(m_record.run.request.name),
         [&service, id = m_record.run.id](const CancelToken &cancel, const ProgressSink &) -> Result<void> {
             const Result<ManifestSignature> checked = service.checkSignature(id, cancel);
             return checked ? Result<void>() : fail(checked.error());
         });
}

void ArchiveProofsDialog::sign()
{
    context().dialogs.openFile(this, tr("The team's key"), tr("All files (*)"), [this](const QString &keyFile) {
        VerificationService &service = context().workspace.verification();
        work(
            tr("Sign the manifest of %1").arg(m_record.run.request.name),
            [&service, id = m_record.run.id, keyFile](const CancelToken &cancel, const ProgressSink &) -> Result<void> {
                const Result<ManifestSignature> made = service.sign(id, keyFile, cancel);
                return made ? Result<void>() : fail(made.error());
            });
    });
}

void ArchiveProofsDialog::verify(const QString &place)
{
    VerificationService &service = context().workspace.verification();
    work(tr("Read %1 %2").arg(m_record.run.request.name, visibleText(verifiedPlaceWords(place))),
         [&service, id = m_record.run.id, place](const CancelToken &cancel,
                                                 const ProgressSink &progress) -> Result<void> {
             const Result<ArchiveVerification> read = service.verify(id, place, cancel, progress);
             return read ? Result<void>() : fail(read.error());
         });
}

void ArchiveProofsDialog::verifyFile()
{
    context().dialogs.openFile(this, tr("The archive's file"), tr("Archives (*.tar);;All files (*)"),
                               [this](const QString &file) { verify(QStringLiteral("file:") + file); });
}

void ArchiveProofsDialog::verifyPlace()
{
    context().dialogs.askText(this, tr("Read at a place"),
                              tr("Which of the places: %1").arg(visibleText(m_places.join(QStringLiteral(", ")))),
                              m_places.value(0), false, [this](const QString &place) {
                                  if (!place.trimmed().isEmpty())
                                      verify(place.trimmed());
                              });
}

SignersDialog::SignersDialog(const PageContext &context, std::function<void()> changed, QWidget *parent)
    : TableDialog(context, QStringLiteral("archiveSigners"), QStringLiteral("signers.csv"), parent)
    , m_changed(std::move(changed))
    , m_model(new ColumnTable(signersDescription(), this))
    , m_add(addButton(QStringLiteral("signersAdd"), tr("Add…")))
    , m_end(addButton(QStringLiteral("signersEnd"), tr("Last day…")))
    , m_remove(addButton(QStringLiteral("signersRemove"), tr("Remove…")))
{
    setWindowTitle(tr("Who may sign archives"));
    setModel(m_model, tr("Nobody yet: add the team's public key."));
    content()->addWidget(table(), 1);
    connect(table(), &DataTable::currentKeyChanged, this, &SignersDialog::updateActions);
    connect(m_add, &QPushButton::clicked, this, &SignersDialog::add);
    connect(m_end, &QPushButton::clicked, this, &SignersDialog::endChosen);
    connect(m_remove, &QPushButton::clicked, this, &SignersDialog::removeChosen);
    m_end->setToolTip(tr("Until when the chosen key may sign; what was signed before stays good"));
    setAnswer(State::Unknown, tr("A manifest that was signed by one of these keys is told from a changed one."));
    begin(110, 20);
    updateActions();
    load();
}

void SignersDialog::updateActions()
{
    const bool writable = !context().workspace.info().readOnly;
    enableWriting(m_add, writable);
    const bool isChosen = m_model->find(table()->currentKey()) != nullptr;
    enableWriting(m_end, writable, isChosen);
    enableWriting(m_remove, writable, isChosen);
}

void SignersDialog::load()
{
    Workspace &workspace = context().workspace;
    context().jobs.look<CatalogueRecords>(
        tr("Read the catalogue of archives"), SignersLane, this,
        [&workspace](const CancelToken &, const ProgressSink &) { return workspace.catalogue(); },
        [this](const Result<CatalogueRecords> &records) {
            if (!records) {
                showFailure(records.error());
                return;
            }
            m_model->setRows(records->signers, now());
            updateActions();
        });
}

void SignersDialog::replace(const std::optional<AllowedSigner> &seen, const std::optional<AllowedSigner> &signer)
{
    VerificationService &service = context().workspace.verification();
    context().jobs.start<void>(
        !signer    ? tr("Remove a signer")
            : seen ? tr("Change a signer")
                   : tr("Add a signer"),
        SignersLane, pageUnder(this),
        [&service, seen, signer](const CancelToken &, const ProgressSink &) {
            return service.replaceSigner(seen, signer);
        },
        [self = QPointer<SignersDialog>(this), say = context().say, changed = m_changed,
         said = !signer ? tr("The signer was removed.")
             : seen     ? tr("The signer was changed.")
                        : tr("The signer was added.")](const Result<void> &replaced) {
            if (self)
                self->load();
            if (!replaced) {
                if (self)
                    self->showError(replaced.error());
                return;
            }
            say(said);
            changed();
        });
}

void SignersDialog::add()
{
    context().dialogs.askText(this, tr("Add a signer"),
                              tr("Name and public key, as in \"moodle-team@example.org ssh-ed25519 AAAA…\":"),
                              QString(), false, [this](const QString &line) {
                                  AllowedSigner signer;
                                  signer.name = line.trimmed().section(u' ', 0, 0);
                                  signer.publicKey = line.trimmed().section(u' ', 1);
                                  replace(std::nullopt, signer);
                              });
}

void SignersDialog::endChosen()
{
    const AllowedSigner *chosen = m_model->find(table()->currentKey());
    if (!chosen)
        return;
    context().dialogs.askText(
        this, tr("Last day of a signer"),
        tr("The last day on which %1 may sign, as in 2026-12-31; empty: no end:").arg(visibleText(chosen->name)),
        chosen->until.isValid() ? chosen->until.toUTC().date().toString(Qt::ISODate) : QString(), false,
        [this, seen = *chosen](const QString &text) {
            const QDate day = QDate::fromString(text.trimmed(), QStringLiteral("yyyy-MM-dd"));
            if (!text.trimmed().isEmpty() && !day.isValid()) {
                showError(Error {ErrorKind::BadInput, tr("\"%1\" is no day.").arg(visibleText(text.trimmed())),
                                 tr("Write it as in 2026-12-31.")});
                return;
            }
            AllowedSigner ended = seen;
            ended.until = day.isValid() ? QDateTime(day, QTime(23, 59, 59), QTimeZone::utc()) : QDateTime();
            replace(seen, ended);
        });
}

void SignersDialog::removeChosen()
{
    const AllowedSigner *chosen = m_model->find(table()->currentKey());
    if (!chosen)
        return;
    Question question;
    question.title = tr("Remove the signer");
    question.text = tr("What was signed with the key of %1 is told as signed by somebody unknown then.")
                        .arg(visibleText(chosen->name));
    question.accept = tr("Remove the signer");
    question.dangerous = true;
    context().dialogs.confirm(this, question, [this, seen = *chosen] { replace(seen, std::nullopt); });
}

} // namespace Nightkeep
