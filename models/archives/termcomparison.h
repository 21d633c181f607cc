// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/archives/archivemanifest.h"

#include <QMap>

namespace Nightkeep {

/// What became of a course from one archive to a later one. Where several of its backups are in one, the newest counts.
struct CourseChange
{
    std::optional<qint64> course; ///< nullopt: of which one a backup is, is not known; then it goes by its own name
    QString name; ///< the course's short name, or the backup's path
    enum class Kind {
        Gained,
        Lost,
        Shrunk, ///< by more than a tenth
        Grown, ///< likewise
        Same,
    } kind = Kind::Same;
    qint64 before = -1; ///< bytes; -1: there is none
    qint64 after = -1;

    static constexpr auto fields()
    {
        return std::tuple {Field {"course", &CourseChange::course}, Field {"name", &CourseChange::name},
                           Field {"change", &CourseChange::kind},
                           Field {"before", &CourseChange::before}.from(0).orMinusOne(),
                           Field {"after", &CourseChange::after}.from(0).orMinusOne()};
    }
    bool operator==(const CourseChange &) const = default;
};

template<>
inline constexpr auto Names<CourseChange::Kind> = std::to_array<Name<CourseChange::Kind>>({
    {CourseChange::Kind::Gained, "gained"},
    {CourseChange::Kind::Lost, "lost"},
    {CourseChange::Kind::Shrunk, "shrunk"},
    {CourseChange::Kind::Grown, "grown"},
    {CourseChange::Kind::Same, "same"},
});
[[nodiscard]] QString courseChangeWord(CourseChange::Kind kind); ///< for people

struct TermComparison
{
    QList<CourseChange> courses; ///< lost, shrunk and gained ones first, then the others; by course
    int gained = 0;
    int lost = 0;
    int shrunk = 0;

    [[nodiscard]] QString inWords() const; ///< "2 courses gained, 1 lost, 3 shrunk."
    static constexpr auto fields()
    {
        return std::tuple {Field {"courses", &TermComparison::courses}, Field {"gained", &TermComparison::gained},
                           Field {"lost", &TermComparison::lost}, Field {"shrunk", &TermComparison::shrunk}};
    }
    bool operator==(const TermComparison &) const = default;
};

/// The newest backup of each course in an archive, or in what is planned for one.
class CourseSizes
{
public:
    void add(std::optional<qint64> course, const QString &shortName, const BytePath &path, const QDateTime &made,
             qint64 bytes);
    [[nodiscard]] bool isEmpty() const { return m_newest.isEmpty(); }

private:
    friend TermComparison compareTerms(const CourseSizes &before, const CourseSizes &after);
    struct Newest
    {
        QString name;
        QDateTime made;
        qint64 bytes = 0;
    };
    using Key = std::pair<qint64, BytePath>; ///< one of the two: the course, or 0 and the path
    QMap<Key, Newest> m_newest;
};
[[nodiscard]] CourseSizes sizesOf(const QList<ArchivedFile> &files);
[[nodiscard]] CourseSizes sizesOf(const QList<ZipFile> &files); ///< as a plan had them
[[nodiscard]] CourseSizes sizesOf(const ArchivePlan &plan); ///< of what is included
[[nodiscard]] TermComparison compareTerms(const CourseSizes &before, const CourseSizes &after);

} // namespace Nightkeep
