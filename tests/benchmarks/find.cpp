// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/workspacestore.h"
#include "tests/benchmarks/comparison.h"
#include "tests/catalogue/madearchives.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

#include <cstdio>

namespace Nightkeep {

namespace {

constexpr int FindArchives = 30;
constexpr int FindCourses = 20'000;
constexpr int FindPairs = 7;
constexpr qint64 FirstCourse = 1000;
constexpr qint64 WantedCourse = FirstCourse + 12'345;

/// The same archives in a workspace and in a table of sqlite3 with an index by course.
class FindLab
{
public:
    [[nodiscard]] bool make()
    {
        const Result<std::unique_ptr<WorkspaceStore>> store = WorkspaceStore::create(workspace());
        QFile rows(m_folder.filePath(QStringLiteral("rows")));
        if (!store || !rows.open(QIODevice::WriteOnly))
            return false;
        for (int archive = 0; archive < FindArchives; ++archive) {
            QList<ArchivedFile> files;
            const QDate day = QDate(2000, 6, 1).addDays(120 * archive);
            const QString run = day.toString(QStringLiteral("yyyyMMdd")) + QStringLiteral("-031500-term");
            for (qint64 course = FirstCourse; course < FirstCourse + FindCourses; ++course) {
                files << MadeArchives::file(course, QStringLiteral("BIOC%1").arg(course), day.addDays(course % 20));
                rows.write(run.toLatin1() + '|' + QByteArray::number(course) + '|' + files.constLast().path + '\n');
            }
            if (!(*store)->saveManifest(MadeArchives::manifest(run, QStringLiteral("moodle"), files)))
                return false;
        }
        rows.close();
        return sqlite({QStringLiteral("CREATE TABLE files (run, course INTEGER, path)"),
                       QStringLiteral(".import %1 files").arg(rows.fileName()),
                       QStringLiteral("CREATE INDEX by_course ON files (course)")})
            .has_value();
    }

    /// The seconds of a search, in a workspace that was opened for it, as the command line does; without opening it.
    [[nodiscard]] std::optional<double> search(const CatalogueQuery &query, bool again) const
    {
        const Result<std::unique_ptr<WorkspaceStore>> store = WorkspaceStore::open(workspace());
        if (!store || (again && !(*store)->search(query)))
            return std::nullopt;
        QElapsedTimer timer;
        timer.start();
        const Result<QList<CatalogueHit>> hits = (*store)->search(query);
        return hits && hits->size() == FindArchives ? std::optional(secondsSince(timer)) : std::nullopt;
    }
    [[nodiscard]] bool select(const QString &condition) const
    {
        const auto found = sqlite({QStringLiteral("SELECT run, path FROM files WHERE ") + condition});
        return found && found->count('\n') == FindArchives;
    }

private:
    [[nodiscard]] QString workspace() const { return m_folder.filePath(QStringLiteral("workspace")); }
    [[nodiscard]] std::optional<QByteArray> sqlite(const QStringList &commands) const
    {
        QProcess process;
        process.start(QStringLiteral("sqlite3"), QStringList {m_folder.filePath(QStringLiteral("peer"))} + commands);
        if (!process.waitForFinished(120'000) || process.exitCode() != 0) {
            std::fprintf(stderr, "sqlite3: %s\n", process.readAllStandardError().constData());
            return std::nullopt;
        }
        return process.readAllStandardOutput();
    }

    QTemporaryDir m_folder;
};

} // namespace

bool benchFind()
{
    FindLab lab;
    if (!lab.make()) {
        std::fprintf(stderr, "find: no archives could be made; no figure\n");
        return false;
    }
    CatalogueQuery byCourse;
    byCourse.course = WantedCourse;
    CatalogueQuery byName;
    byName.text = QStringLiteral("bioc%1").arg(WantedCourse);
    const QString course = QStringLiteral("course = %1").arg(WantedCourse);
    const QString name = QStringLiteral("path LIKE '%bioc%1-%'").arg(WantedCourse);
    bool ran = true;
    for (const bool again : {false, true}) {
        const QByteArray words = again ? ", again in an open workspace" : ", the first in an open workspace";
        ran = compare({"a course in 30 archives of 20,000" + words, "sqlite3, an index by course", 10.0, FindPairs,
                       [&] { return lab.search(byCourse, again); }, [&] { return lab.select(course); }})
            && compare({"a part of a name in 30 archives of 20,000" + words, "sqlite3, LIKE", 1.0, FindPairs,
                        [&] { return lab.search(byName, again); }, [&] { return lab.select(name); }})
            && ran;
    }
    return ran;
}

} // namespace Nightkeep
