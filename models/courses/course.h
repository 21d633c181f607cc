// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QString>

namespace Nightkeep {

/// A row of mdl_course, as far as backups need it. Moodle 1.9: the site front page is course id 1,
/// category 0, and is backed up too.
struct Course
{
    qint64 id = 0;
    QString shortName;
    QString fullName;
    bool visible = true;

    bool operator==(const Course &) const = default;
};

} // namespace Nightkeep
