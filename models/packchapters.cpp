// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/packchapters.h"

#include "models/archives/archiverunstable.h"
#include "models/base/bytepath.h"
#include "models/base/findingmodel.h"
#include "models/base/tr.h"
#include "models/courses/copywords.h"
#include "models/courses/coursestable.h"
#include "models/coverage/coveragemodel.h"
#include "models/matrix/servermatrixmodel.h"
#include "models/settings/nextrun.h"
#include "models/settings/settingsmodel.h"

#include <QLocale>

#include <algorithm>
#include <iterator>

namespace Nightkeep {

namespace {

PackCell packCell(const QModelIndex &index)
{
    const QStringList drawn = index.data(DrawnLinesRole).toStringList();
    PackCell cell {drawn.isEmpty() ? index.data(Qt::DisplayRole).toString() : drawn.join(u'\n')};
    if (const QVariant state = index.data(StateRole); state.isValid())
        cell.state = State(state.toInt());
    cell.isNumber = index.data(Qt::TextAlignmentRole).toInt() & Qt::AlignRight;
    return cell;
}

QString packAreaTitle(Page page)
{
    switch (page) {
    case Page::Overview:
        return Tr::tr("Overview");
    case Page::Servers:
        return Tr::tr("Servers");
    case Page::Folders:
        return Tr::tr("Folders");
    case Page::Settings:
        return Tr::tr("Moodle settings");
    case Page::Courses:
        return Tr::tr("Course backups");
    case Page::Archives:
        return Tr::tr("Archives");
    case Page::Retention:
        return Tr::tr("Retention");
    case Page::Meeting:
        return Tr::tr("Meeting");
    }
    return {};
}

TableDescription<AreaStanding> packAreas()
{
    using Row = AreaStanding;
    using Column = TableColumn<Row>;
    // How old its data are is told for the moment of the reading, as the tile has it.
    return {[](const Row &row) { return pageName(row.page); },
            {Column(Tr::tr("Area"), [](const Row &row) { return packAreaTitle(row.page); }),
             Column(Tr::tr("State"), [](const Row &row) { return stateWord(row.state); })
                 .with(&Column::state, CellRule<Row, std::optional<State>>(&Row::state)),
             Column(Tr::tr("How it stands"),
                    [](const Row &row, const QDateTime &now) { return row.textAt ? row.textAt(now) : row.text; }),
             Column(Tr::tr("More"), [](const Row &row, const QDateTime &now) {
                 return row.detailAt ? row.detailAt(now) : row.detail;
             })}};
}

TableDescription<Finding> packFindings()
{
    using Row = Finding;
    using Column = TableColumn<Row>;
    return {[](const Row &row) { return row.id; },
            {Column(Tr::tr("Finding"), &Row::title),
             Column(Tr::tr("How urgent"), [](const Row &row) { return severityHeading(row.severity); })
                 .with(&Column::state, CellRule<Row, std::optional<State>>([](const Row &row) -> std::optional<State> {
                     return severityState(row.severity);
                 })),
             Column(Tr::tr("Why"), &Row::reason), Column(Tr::tr("What to do"), &Row::advice),
             Column(Tr::tr("Since"), [](const Row &row, const QDateTime &now) { return sinceInWords(row, now); })}};
}

/// How many courses have which verdict.
struct PackVerdict
{
    CourseVerdict verdict = CourseVerdict::Doubtful;
    int courses = 0;

    bool operator==(const PackVerdict &) const = default;
};

TableDescription<PackVerdict> packVerdicts()
{
    using Row = PackVerdict;
    using Column = TableColumn<Row>;
    return {[](const Row &row) { return nameOf(row.verdict); },
            {Column(Tr::tr("Backups", "our verdict on those of a course"),
                    [](const Row &row) { return courseVerdictWord(row.verdict); })
                 .with(&Column::state, CellRule<Row, std::optional<State>>([](const Row &row) -> std::optional<State> {
                     return courseVerdictState(row.verdict);
                 })),
             Column(Tr::tr("Courses"), [](const Row &row) {
                 return QLocale().toString(row.courses);
             }).with(&Column::isNumber, true)}};
}

} // namespace

PackTable packTable(const QAbstractItemModel &model, const QString &key, const QString &caption,
                    const QList<int> &columns, int most)
{
    PackTable table {key, caption, {}, {}, {}};
    QList<int> shown = columns;
    for (int column = 0; columns.isEmpty() && column < model.columnCount(); ++column)
        shown << column;
    for (const int column : std::as_const(shown))
        table.headings << model.headerData(column, Qt::Horizontal).toString();
    for (int row = 0; row < std::min(model.rowCount(), most); ++row) {
        QList<PackCell> cells;
        for (const int column : std::as_const(shown))
            cells << packCell(model.index(row, column));
        table.rows << cells;
    }
    return table;
}

void addTable(PackChapter &chapter, PackTable table, const QString &empty, qsizetype all)
{
    const qsizetype left = all - table.rows.size();
    table.empty = empty;
    chapter.blocks << std::move(table);
    if (left > 0)
        chapter.blocks << PackParagraph {Tr::tr("And %n more.", "rows of a table", int(left))};
}

void addAnswer(PackChapter &chapter, const PageAnswer &answer)
{
    chapter.blocks << PackParagraph {answer.sentence, answer.state};
}

PackChapter summaryChapter(const Estate &estate)
{
    const QDateTime &now = estate.reading.now;
    PackChapter chapter {QStringLiteral("summary"), Tr::tr("Summary"), {}};
    addAnswer(chapter, {overviewState(estate), overviewSentence(estate, now)});
    addTable(chapter,
             packTable(packAreas(), estate.areas, now, QStringLiteral("areas"), Tr::tr("How each area stands")),
             Tr::tr("Nothing could be read."), estate.areas.size());
    QList<Finding> urgent = estate.findings;
    urgent.removeIf([](const Finding &finding) { return finding.severity == Severity::Info; });
    addTable(chapter,
             packTable(packFindings(), urgent, now, QStringLiteral("findings"),
                       Tr::tr("What needs somebody, the most urgent first")),
             Tr::tr("None. What nobody has looked at has none either."), urgent.size());
    if (const qsizetype known = estate.findings.size() - urgent.size())
        chapter.blocks << PackParagraph {
            Tr::tr("%n more findings are good to know: the overview has them.", nullptr, int(known))};
    if (!estate.accepted.isEmpty()) {
        PackList accepted;
        for (const AcceptedNow &each : estate.accepted)
            accepted.lines << visibleLines(each.finding.title) + QStringLiteral(" ")
                    + visibleLines(acceptanceInWords(each.acceptance));
        chapter.blocks << PackParagraph {Tr::tr("Accepted, with the reason:")} << accepted;
    }
    return chapter;
}

PackChapter matrixChapter(const Estate &estate)
{
    const QDateTime &now = estate.reading.now;
    const QList<ServerRow> &rows = *estate.reading.servers;
    PackChapter chapter {QStringLiteral("matrix"), Tr::tr("Server backup matrix"), {}};
    addAnswer(chapter, serversAnswer(rows, now));
    ServerMatrixModel model;
    model.setRows(rows, now);
    addTable(chapter,
             packTable(model, now, QStringLiteral("matrix"), Tr::tr("The team's page, and what we make of it"),
                       ServerMatrixModel::pagesOrder(), int(rows.size())),
             Tr::tr("No servers yet"), rows.size());
    return chapter;
}

PackChapter coverageChapter(const Estate &estate)
{
    const QDateTime &now = estate.reading.now;
    QList<CoverageRow> wanted;
    for (const ServerRow &server : *estate.reading.servers)
        std::copy_if(server.coverage.cbegin(), server.coverage.cend(), std::back_inserter(wanted),
                     [](const CoverageRow &row) { return row.wanted; });
    PackChapter chapter {QStringLiteral("coverage"), Tr::tr("Wanted folders"), {}};
    addAnswer(chapter, coverageAnswer(wanted, now));
    CoverageModel model;
    model.setRows(wanted, now);
    addTable(chapter,
             packTable(model, now, QStringLiteral("coverage"), Tr::tr("Each folder that is to be backed up"), {},
                       int(wanted.size())),
             Tr::tr("No server says yet which folders we want to be backed up."), model.rowCount());
    return chapter;
}

PackChapter settingsChapter(const Estate &estate)
{
    const QDateTime &now = estate.reading.now;
    PackChapter chapter {QStringLiteral("settings"), Tr::tr("Moodle's settings against what was agreed"), {}};
    for (const SettingsView &view : *estate.reading.sites) {
        const PageAnswer answer = settingsPageAnswer(view, now);
        const QString site = visibleText(view.site.name);
        addAnswer(chapter, {answer.state, Tr::tr("%1: %2", "a site, what is said of it").arg(site, answer.sentence)});
        SettingsView shown = view;
        // Nobody agrees on Moodle's own bookkeeping.
        shown.rows.removeIf([](const SettingRow &row) { return row.option.group == OptionGroup::Internal; });
        SettingsModel model;
        model.setView(shown);
        addTable(chapter,
                 packTable(model, QStringLiteral("settings/") + view.site.name, site,
                           {SettingsModel::OptionColumn, SettingsModel::LiveColumn, SettingsModel::AgreedColumn,
                            SettingsModel::StateColumn, SettingsModel::NameColumn},
                           int(shown.rows.size())),
                 Tr::tr("Its settings have never been read."), shown.rows.size());
    }
    if (chapter.blocks.isEmpty())
        addAnswer(chapter, {State::Unknown, Tr::tr("No Moodle site yet")});
    return chapter;
}

PackChapter coursesChapter(const Estate &estate)
{
    const QDateTime &now = estate.reading.now;
    PackChapter chapter {QStringLiteral("courses"), Tr::tr("Course backups"), {}};
    addAnswer(chapter, coursesAnswer(*estate.reading.courses, now));
    for (const SiteBackups &site : *estate.reading.courses) {
        const QHash<CourseVerdict, int> counts = site.counts();
        QList<PackVerdict> verdicts;
        for (const Name<CourseVerdict> &name : Names<CourseVerdict>) {
            if (const int courses = counts.value(name.value); courses > 0)
                verdicts << PackVerdict {name.value, courses};
        }
        const QString title = visibleText(site.site.name);
        addTable(chapter,
                 packTable(packVerdicts(), verdicts, now, QStringLiteral("verdicts/") + site.site.name,
                           Tr::tr("Courses of %1 by whether a copy would restore them").arg(title)),
                 site.isRead() ? Tr::tr("It has no courses.") : Tr::tr("Its courses have never been read."),
                 verdicts.size());
        QList<CourseBackups> unsafe;
        std::copy_if(site.courses.cbegin(), site.courses.cend(), std::back_inserter(unsafe),
                     [](const CourseBackups &course) { return course.verdict != CourseVerdict::Safe; });
        std::stable_sort(unsafe.begin(), unsafe.end(), [](const CourseBackups &one, const CourseBackups &other) {
            return stateRank(courseVerdictState(one.verdict)) < stateRank(courseVerdictState(other.verdict));
        });
        const qsizetype all = unsafe.size();
        unsafe.resize(std::min<qsizetype>(all, packMostRows));
        addTable(chapter,
                 packTable(CoursesTable::description(), unsafe, now, QStringLiteral("courses/") + site.site.name,
                           Tr::tr("Courses of %1 that are not safe").arg(title),
                           {CoursesTable::CourseColumn, CoursesTable::NameColumn, CoursesTable::VerdictColumn,
                            CoursesTable::StatusColumn, CoursesTable::LastGoodColumn, CoursesTable::CategoryColumn}),
                 site.isRead() ? Tr::tr("None.") : Tr::tr("Its courses have never been read."), all);
    }
    return chapter;
}

PackChapter archivesChapter(const Estate &estate)
{
    const QDateTime &now = estate.reading.now;
    const QList<ArchiveRecord> &runs = *estate.reading.archives;
    PackChapter chapter {QStringLiteral("archives"), Tr::tr("Term archives"), {}};
    const ArchiveAnswer answer = answerOf(runs, now);
    addAnswer(chapter, {answer.state, answer.sentence});
    addTable(chapter,
             packTable(ArchiveRunsTable::description(), runs, now, QStringLiteral("archives"),
                       Tr::tr("Archives, and where they are"),
                       {ArchiveRunsTable::NameColumn, ArchiveRunsTable::StateColumn, ArchiveRunsTable::SiteColumn,
                        ArchiveRunsTable::StartedColumn, ArchiveRunsTable::FilesColumn, ArchiveRunsTable::BytesColumn,
                        ArchiveRunsTable::AsOfColumn, ArchiveRunsTable::WarningsColumn}),
             Tr::tr("No archive has been made."), runs.size());
    addArchiveTables(chapter, estate);
    return chapter;
}

} // namespace Nightkeep
