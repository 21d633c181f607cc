// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/catalogue/archivecopiesdialog.h"

#include "models/workspace.h"
#include "widgets/common/datatable.h"
#include "widgets/common/dialogs.h"
#include "widgets/common/openmodal.h"
#include "widgets/common/writing.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace Nightkeep {

namespace {

/// A name for a file of this machine: never a path.
QString fileNameFor(const BytePath &path)
{
    return displayPath(path.mid(path.lastIndexOf('/') + 1)).replace(u'/', u'_');
}

QString copiesLane(const ArchiveRecord &record)
{
    return QStringLiteral("archive copies/") + record.run.id;
}

} // namespace

ArchiveCopiesDialog::ArchiveCopiesDialog(const PageContext &context, const ArchiveRecord &record, QWidget *parent,
                                         const BytePath &path)
    : AskingDialog(context, QStringLiteral("archiveCopies"), record.run.request.name + QStringLiteral("-copies.csv"),
                   tr("Read the manifest"), parent)
    , m_record(record)
    , m_path(path)
    , m_model(new ColumnTable(archivedFilesDescription(), this))
    , m_look(addButton(QStringLiteral("copiesLook"), tr("Look inside")))
    , m_save(addButton(QStringLiteral("copiesSave"), tr("Save here…")))
    , m_there(addButton(QStringLiteral("copiesThere"), tr("Put on the server…")))
    , m_fromTar(addButton(QStringLiteral("copiesFromTar"), tr("Save from a file…")))
{
    setWindowTitle(tr("Take copies out of %1").arg(record.run.request.name));
    setModel(m_model, tr("The manifest has not been read yet."));
    content()->addWidget(table(), 1);
    m_look->setToolTip(tr("List what is inside the chosen zip, which comes here for that and is not kept"));
    m_save->setToolTip(tr("Take the chosen zip out of the archive into a file of this machine; it is kept only if it "
                          "is what was archived"));
    m_there->setToolTip(tr("Take the chosen zip out into a folder of the archive's server"));
    m_fromTar->setToolTip(tr("Take the chosen zip out of the archive as a file of this machine, such as one that came "
                             "back from tape"));
    connect(table(), &DataTable::currentKeyChanged, this, &ArchiveCopiesDialog::updateActions);
    connect(m_look, &QPushButton::clicked, this, &ArchiveCopiesDialog::lookInside);
    connect(m_save, &QPushButton::clicked, this, &ArchiveCopiesDialog::save);
    connect(m_there, &QPushButton::clicked, this, &ArchiveCopiesDialog::putThere);
    connect(m_fromTar, &QPushButton::clicked, this, &ArchiveCopiesDialog::saveFromTar);
    begin(130, 34);
    updateActions();
    ask();
}

void ArchiveCopiesDialog::updateActions()
{
    const bool isPossible = !isAsking() && m_model->find(table()->currentKey());
    const bool writable = !context().workspace.info().readOnly; // who took what is recorded
    m_look->setEnabled(isPossible);
    enableWriting(m_save, writable, isPossible);
    enableWriting(m_there, writable, isPossible);
    enableWriting(m_fromTar, writable, isPossible);
}

void ArchiveCopiesDialog::ask()
{
    VerificationService &service = context().workspace.verification();
    setAnswer(State::Unknown, tr("Reading the manifest…"));
    setJob(context().jobs.start<ArchiveManifest>(
        tr("Read the manifest of %1").arg(m_record.run.request.name), copiesLane(m_record), this,
        [&service, id = m_record.run.id](const CancelToken &cancel, const ProgressSink &) {
            return service.manifest(id, cancel);
        },
        [this](const Result<ArchiveManifest> &manifest) {
            setJob(0);
            showManifest(manifest);
        }));
    updateActions();
}

void ArchiveCopiesDialog::showManifest(const Result<ArchiveManifest> &manifest)
{
    if (!manifest) {
        showUnanswered(manifest.error());
        updateActions();
        return;
    }
    m_model->setRows(manifest->files, now());
    setAnswer(State::Good, tr("%n files are in the archive.", nullptr, int(manifest->files.size())));
    if (!m_path.isEmpty())
        table()->selectKey(QString::fromLatin1(percentEncoded(m_path)));
    else
        table()->selectFirst();
    updateActions();
    emit answered();
}

void ArchiveCopiesDialog::lookInside()
{
    const ArchivedFile *file = m_model->find(table()->currentKey());
    if (!file || isAsking())
        return;
    ExtractionService &service = context().workspace.extraction();
    setJob(context().jobs.start<QList<InnerMember>>(
        tr("Look into %1").arg(displayPath(file->path)), copiesLane(m_record), this,
        [&service, id = m_record.run.id, path = file->path](const CancelToken &cancel, const ProgressSink &progress) {
            return service.members(id, path, cancel, progress);
        },
        [this, path = file->path](const Result<QList<InnerMember>> &members) {
            setJob(0);
            updateActions();
            if (members)
                openModal(new InnerMembersDialog(context(), path, *members, this));
            else
                showError(members.error());
        }));
    updateActions();
}

void ArchiveCopiesDialog::takeOut(const QString &title, const JobRunner::Work<void> &work, const ArchivedFile &file,
                                  const QString &where)
{
    const PageAnswer known = takenOutAnswer(file.sha256);
    setJob(context().jobs.start<void>(title, copiesLane(m_record), this, work,
                                      [this, known, where](const Result<void> &taken) {
                                          setJob(0);
                                          updateActions();
                                          if (taken)
                                              setAnswer(known.state, where + u' ' + known.sentence);
                                          else
                                              showError(taken.error());
                                      }));
    updateActions();
}

void ArchiveCopiesDialog::save()
{
    const ArchivedFile *file = m_model->find(table()->currentKey());
    if (!file || isAsking())
        return;
    context().dialogs.saveFile(this, tr("Save the copy"), fileNameFor(file->path), {},
                               [this, file = *file](const QString &fileName) {
                                   ExtractionService &service = context().workspace.extraction();
                                   takeOut(
                                       tr("Take %1 out of %2").arg(displayPath(file.path), m_record.run.request.name),
                                       [&service, id = m_record.run.id, path = file.path,
                                        fileName](const CancelToken &cancel, const ProgressSink &progress) {
                                           return service.extract(id, path, fileName, cancel, progress);
                                       },
                                       file, tr("It is in \"%1\".").arg(visibleText(fileName)));
                               });
}

void ArchiveCopiesDialog::saveFromTar()
{
    const ArchivedFile *file = m_model->find(table()->currentKey());
    if (!file || isAsking())
        return;
    const auto saveFrom = [this, file = *file](const QString &tar) {
        context().dialogs.saveFile(this, tr("Save the copy"), fileNameFor(file.path), {},
                                   [this, file, tar](const QString &fileName) {
                                       ExtractionService &service = context().workspace.extraction();
                                       takeOut(
                                           tr("Take %1 out of a file").arg(displayPath(file.path)),
                                           [&service, id = m_record.run.id, path = file.path, tar,
                                            fileName](const CancelToken &cancel, const ProgressSink &) {
                                               return service.extractFrom(tar, id, path, fileName, cancel);
                                           },
                                           file, tr("It is in \"%1\".").arg(visibleText(fileName)));
                                   });
    };
    context().dialogs.openFile(this, tr("The archive's file"), tr("Archives (*.tar);;All files (*)"), saveFrom);
}

void ArchiveCopiesDialog::putThere()
{
    const ArchivedFile *file = m_model->find(table()->currentKey());
    if (!file || isAsking())
        return;
    const auto put = [this, file = *file](const QString &folder) {
        ExtractionService &service = context().workspace.extraction();
        takeOut(
            tr("Take %1 out on %2").arg(displayPath(file.path), m_record.run.server),
            [&service, id = m_record.run.id, path = file.path, folder](const CancelToken &cancel,
                                                                       const ProgressSink &) -> Result<void> {
                const Result<BytePath> there = service.extractThere(id, path, folder.toUtf8(), cancel);
                return there ? Result<void>() : fail(there.error());
            },
            file, tr("It is on %1 in %2.").arg(visibleText(m_record.run.server), visibleText(folder)));
    };
    context().dialogs.askText(this, tr("Put on the server"),
                              tr("Folder on %1, which only root and the account of Nightkeep can change:")
                                  .arg(visibleText(m_record.run.server)),
                              QString(), false, put);
}

InnerMembersDialog::InnerMembersDialog(const PageContext &context, const BytePath &path,
                                       const QList<InnerMember> &members, QWidget *parent)
    : TableDialog(context, QStringLiteral("innerMembers"), QStringLiteral("inside.csv"), parent)
{
    setWindowTitle(tr("Inside %1").arg(displayPath(path)));
    auto *model = new ColumnTable(innerMembersDescription(), this);
    setModel(model, tr("There is nothing inside."));
    content()->addWidget(table(), 1);
    model->setRows(members, now());
    setAnswer(State::Good, tr("%n files are inside.", nullptr, int(members.size())));
    begin(100, 30);
}

} // namespace Nightkeep
