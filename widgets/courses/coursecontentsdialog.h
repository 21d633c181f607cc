// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/courses/backupcontents.h"
#include "widgets/common/tabledialog.h"

namespace Nightkeep {

/// What is inside a copy of a course: what it tells of the course, and its files. It is asked each time, and not kept.
class CourseContentsDialog final : public TableDialog
{
    Q_OBJECT

public:
    CourseContentsDialog(const PageContext &context, const Site &site, const BackupCopy &copy, QWidget *parent);

private:
    void ask();

    Site m_site;
    BackupCopy m_copy;
    ColumnTable<BackupContentsRow> *m_model;
};

} // namespace Nightkeep
