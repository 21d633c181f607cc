// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/courses/course.h"

#include <QDateTime>

namespace Nightkeep {

/// A course backup as Moodle 2 and later makes it.
struct DemoMbzOrder
{
    Course course;
    QDateTime made; ///< UTC
    quint64 seed = 1;
    int fileBytes = 4000; ///< of the files in it, together, about
    QString siteIdentifier = {};
    QString type = QStringLiteral("course"); ///< or "section", "activity"
    bool isZip = false; ///< else a tar.gz, as is usual
    bool automated = true;
    bool users = true; ///< holds users' data
    bool files = true; ///< holds files
    bool lacksFile = false; ///< one that its files.xml names is not inside
};
[[nodiscard]] Result<QByteArray> makeDemoMbz(const DemoMbzOrder &order);

/// "backup-moodle2-course-12-case-20081215-0201-nu-nf.mbz".
[[nodiscard]] QString demoMbzName(const DemoMbzOrder &order);

} // namespace Nightkeep
