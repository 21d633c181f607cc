// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/archives/archivestore.h"
#include "models/catalogue/prooftables.h"
#include "models/jobs/jobrunner.h"
#include "widgets/common/askingdialog.h"

namespace Nightkeep {

/// What the manifest of an archive names, each to be looked into or taken out. Closing it stops what is under way.
class ArchiveCopiesDialog final : public AskingDialog
{
    Q_OBJECT

public:
    /// `path`: the one that is chosen at first; empty: none.
    ArchiveCopiesDialog(const PageContext &context, const ArchiveRecord &record, QWidget *parent,
                        const BytePath &path = {});

private:
    void ask() override;
    void showManifest(const Result<ArchiveManifest> &manifest);
    void lookInside();
    void save();
    void saveFromTar();
    void putThere();
    void takeOut(const QString &title, const JobRunner::Work<void> &work, const QString &saidThen);
    void updateActions();

    ArchiveRecord m_record;
    BytePath m_path;
    ColumnTable<ArchivedFile> *m_model;
    QPushButton *m_look;
    QPushButton *m_save;
    QPushButton *m_there;
    QPushButton *m_fromTar;
};

/// What is inside one of them.
class InnerMembersDialog final : public TableDialog
{
    Q_OBJECT

public:
    InnerMembersDialog(const PageContext &context, const BytePath &path, const QList<InnerMember> &members,
                       QWidget *parent);
};

} // namespace Nightkeep
