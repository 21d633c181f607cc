// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/described.h"
#include "models/base/result.h"
#include "models/courses/coursebackups.h"

#include <QStringList>

namespace Nightkeep {

/// Which courses are to be deleted, as it was said.
struct DeletionList
{
    QStringList words; ///< each the number or the short name of a course
    QStringList lines; ///< of a file or a text: each begins with one, or is one
    QString category; ///< number, name or full path; with all below it

    static constexpr auto fields()
    {
        return std::tuple {Field {"words", &DeletionList::words}, Field {"lines", &DeletionList::lines},
                           Field {"category", &DeletionList::category}};
    }
    bool operator==(const DeletionList &) const = default;
};

/// The lines of a list, without empty ones and those that begin with '#'. BadInput for more than 4 MiB, for more than
/// 50,000 lines, for a line of more than 2,000 characters and for what is no UTF-8 text: a part of a list is none. It
/// takes milliseconds, so there is no cancel token.
[[nodiscard]] Result<QStringList> parseDeletionList(const QByteArray &bytes);

/// What a list names.
struct ListedCourses
{
    struct Unclear
    {
        QString text; ///< as it was given
        bool isOfSeveral = false; ///< it names several courses; else none
    };
    QList<const CourseBackups *> courses; ///< each once, in the list's order
    QList<Unclear> unclear; ///< each once
};
/// A number or a short name names every course that has the one or the other, so that none is deleted unasked. A line
/// is that as it stands, else by its first column, separated by ',', ';' or a tab; its other columns are heeded only to
/// see that it does not name several courses. `site` is kept by its owner for as long as the answer is used. BadInput
/// where the list names nothing at all, and for a category that no course is in, or that several are called.
[[nodiscard]] Result<ListedCourses> listedCourses(const DeletionList &list, const SiteBackups &site);

} // namespace Nightkeep
