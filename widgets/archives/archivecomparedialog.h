// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/archives/archivestore.h"
#include "models/archives/termcomparison.h"
#include "models/base/columntable.h"
#include "widgets/common/tabledialog.h"

class QComboBox;

namespace Nightkeep {

class ArchiveService;

/// Which courses were gained, lost or shrank from an earlier archive, which a person chooses, to this one or to a plan.
class ArchiveCompareDialog final : public TableDialog
{
    Q_OBJECT

public:
    /// `runs`: all that are known.
    ArchiveCompareDialog(const PageContext &context, const ArchiveRecord &record, const QList<ArchiveRecord> &runs,
                         QWidget *parent);
    ArchiveCompareDialog(const PageContext &context, const ArchivePlan &plan, const QList<ArchiveRecord> &runs,
                         QWidget *parent);
    ~ArchiveCompareDialog() override;

private:
    /// What it is compared with the other one by.
    struct Compared
    {
        QString name;
        QString site;
        QString run; ///< empty: a plan
        QDateTime at;
        std::function<Result<TermComparison>(ArchiveService &, const QString &before)> compare;
    };
    ArchiveCompareDialog(const PageContext &context, const Compared &compared, const QList<ArchiveRecord> &runs,
                         QWidget *parent);
    void fillBefore(QList<ArchiveRecord> runs);
    void compare();
    void showChanges(const TermComparison &comparison);
    void stop();

    Compared m_compared;
    QComboBox *m_before;
    ColumnTable<CourseChange> *m_model;
    quint64 m_job = 0; ///< 0: none under way
    int m_round = 0; ///< of comparing: what was stopped before answers nothing
};

} // namespace Nightkeep
