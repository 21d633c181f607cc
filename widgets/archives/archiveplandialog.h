// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/archives/archiveplantable.h"
#include "models/archives/archivestore.h"
#include "models/courses/site.h"
#include "widgets/common/pagecontext.h"

#include <QDialog>

#include <optional>

class QCheckBox;
class QComboBox;
class QDateEdit;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace Nightkeep {

class DataTable;
class ErrorBanner;

/// A term archive, planned before it is launched: the rule, what it takes and leaves, what is missing,
/// and whether it fits. Starting asks once, with the facts.
class ArchivePlanDialog final : public QDialog
{
    Q_OBJECT

public:
    /// `sites` is not empty.
    ArchivePlanDialog(const PageContext &context, const QList<Site> &sites, QWidget *parent);
    ~ArchivePlanDialog() override;

signals:
    void started(const Nightkeep::ArchiveRecord &record); ///< the dialog closes by it

private:
    [[nodiscard]] QFormLayout *newRequestForm();
    void buildPlan(QVBoxLayout *column);
    [[nodiscard]] ArchiveRequest request() const;
    void forgetPlan(); ///< a plan is bound to its request
    void makePlan();
    void showPlan();
    void savePlan();
    void confirmStart();
    void start();
    void finishStart(const Result<ArchiveRecord> &record);
    void updateButtons();

    PageContext m_context;
    QList<Site> m_sites;
    QComboBox *m_site;
    QComboBox *m_rule;
    QDateEdit *m_notBefore;
    QLineEdit *m_name;
    QCheckBox *m_takeDoubtful;
    QCheckBox *m_readThrough;
    ErrorBanner *m_error;
    QLabel *m_summary;
    DataTable *m_table;
    ColumnTable<ArchivePlanRow> *m_model;
    QPushButton *m_plan = nullptr;
    QPushButton *m_start = nullptr;
    QPushButton *m_save = nullptr;
    QPushButton *m_close = nullptr;
    std::optional<ArchivePlan> m_planned;
    quint64 m_job = 0; ///< 0: none under way
};

} // namespace Nightkeep
