// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/courses/backupcontents.h"
#include "widgets/common/tabledialog.h"

namespace Nightkeep {

/// What is inside a copy of a course: what it tells of the course, and its files. It is asked each time, and not kept;
/// closing the dialog stops the question.
class CourseContentsDialog final : public TableDialog
{
    Q_OBJECT

public:
    CourseContentsDialog(const PageContext &context, const Site &site, const BackupCopy &copy, QWidget *parent);
    ~CourseContentsDialog() override;

private:
    void ask();

    Site m_site;
    BackupCopy m_copy;
    ColumnTable<BackupContentsRow> *m_model;
    quint64 m_job = 0; ///< 0: ended
};

} // namespace Nightkeep
