// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/retention/retentionview.h"

#include <QSet>

namespace Nightkeep {

/// One promise while it is judged: each rule adds what it found, and the worst of that is the answer.
class PromiseJudgement
{
public:
    PromiseJudgement(const RetentionReading &reading, const RetentionView &view, const Promise &promise);

    const RetentionReading &reading; ///< outlives it, as does the view
    const RetentionView &view;
    [[nodiscard]] const Promise &promise() const { return m_verdict.promise; }

    void say(const QString &sentence) { m_sentences << sentence; }
    void broken(const QString &sentence, const QString &advice) { found(PromiseAnswer::Broken, sentence, advice); }
    void unknown(const QString &sentence, const QString &advice)
    {
        found(PromiseAnswer::Undecidable, sentence, advice);
    }
    void impossible(const QString &sentence, const QString &advice)
    {
        found(PromiseAnswer::CannotBeKept, sentence, advice);
    }
    void suspended(const QString &sentence) { found(PromiseAnswer::Suspended, sentence, {}); }
    void addNight(const QDate &night) { m_nights.insert(night); }
    void addNights(const QList<QDate> &nights);
    void addName(const QString &name); ///< of whom, or which copy; as it is to be shown

    [[nodiscard]] PromiseVerdict verdict() const;

private:
    void found(PromiseAnswer answer, const QString &sentence, const QString &advice);

    PromiseVerdict m_verdict;
    QStringList m_sentences;
    QSet<QDate> m_nights;
};

/// Whether a promise is about a course: of those of its subject and side the one whose category is nearest to it
/// counts.
class PromisedCourses
{
public:
    PromisedCourses(const QList<Promise> &all, const Promise &promise);
    [[nodiscard]] bool contains(const CourseState &course) const;
    /// A category is asked for and that of the course is not known.
    [[nodiscard]] bool cannotTell(const CourseState &course) const;

private:
    QString m_category;
    QStringList m_nearer; ///< categories of other promises
};

/// The dates before that of `now` that are not among the points, oldest first.
[[nodiscard]] QList<QDate> nightsWithout(const QList<RestorePoint> &points, const QDate &today, int nights);
/// How many dates before that of `now` a figure reaches back, at least last night; 0: it has none.
[[nodiscard]] int promisedNights(const Promise &promise, const QDateTime &now);

/// Whether a folder is backed up in truth.
void judgeCoverage(PromiseJudgement &judged, const QString &server, const BytePath &folder,
                   const FolderStorage &storage);

void judgeCourseNights(PromiseJudgement &judged); // judgecourses.cpp
void judgeAtMost(PromiseJudgement &judged); // judgeatmost.cpp

} // namespace Nightkeep
