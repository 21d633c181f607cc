// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/democases.h"

namespace Nightkeep {

/// A case, and how it comes about in a Moodle of one edition.
template<typename Told> struct CaseStory
{
    const char *name;
    CourseVerdict verdict;
    QStringList kinds;
    void (*tell)(Told &course);
};
template<typename Told> using CaseStories = QList<CaseStory<Told>>;

/// Their courses follow one another from `first` on.
template<typename Told> [[nodiscard]] QList<DemoCase> casesOf(const CaseStories<Told> &stories, qint64 first)
{
    QList<DemoCase> cases;
    for (const CaseStory<Told> &story : stories)
        cases.append({QString::fromLatin1(story.name), first + cases.size(), story.verdict, story.kinds});
    return cases;
}

/// "Case: file lost though ok".
[[nodiscard]] inline QString caseTitle(const char *name)
{
    return QStringLiteral("Case: ") + QString::fromLatin1(name).replace(u'-', u' ');
}

/// What a proxy answers in the place of a file.
[[nodiscard]] inline QByteArray caseWebPage()
{
    return "<!DOCTYPE html>\n<html><head><title>502 Bad Gateway</title></head><body>Bad Gateway</body></html>\n";
}

} // namespace Nightkeep
