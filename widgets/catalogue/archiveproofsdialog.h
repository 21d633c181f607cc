// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/archives/archivestore.h"
#include "models/catalogue/prooftables.h"
#include "models/jobs/jobrunner.h"
#include "widgets/common/askingdialog.h"

namespace Nightkeep {

/// The proofs of one archive: its manifest's signature, and when which copy was read from its first byte to its last.
class ArchiveProofsDialog final : public AskingDialog
{
    Q_OBJECT

public:
    /// `changed` is called when the workspace was written; `parent` is the page.
    ArchiveProofsDialog(const PageContext &context, const ArchiveRecord &record, std::function<void()> changed,
                        QWidget *parent);

private:
    void load();
    void showRecords(const CatalogueRecords &records);
    void ask() override; ///< checks the signature
    void sign();
    void verify(const QString &place);
    void verifyFile();
    void verifyPlace();
    void work(const QString &title, const JobRunner::Work<void> &work);
    void updateActions();

    ArchiveRecord m_record;
    std::function<void()> m_changed;
    QStringList m_places; ///< that have it
    ColumnTable<ArchiveVerification> *m_model;
    QPushButton *m_sign;
    QPushButton *m_server;
    QPushButton *m_place;
    QPushButton *m_file;
};

/// Who may sign manifests.
class SignersDialog final : public TableDialog
{
    Q_OBJECT

public:
    SignersDialog(const PageContext &context, std::function<void()> changed, QWidget *parent);

private:
    void load();
    void add();
    void removeChosen();
    void replace(const std::optional<AllowedSigner> &seen, const std::optional<AllowedSigner> &signer);
    void updateActions();

    std::function<void()> m_changed;
    ColumnTable<AllowedSigner> *m_model;
    QPushButton *m_add;
    QPushButton *m_remove;
};

} // namespace Nightkeep
