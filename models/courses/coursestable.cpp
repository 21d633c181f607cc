// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/courses/coursestable.h"

#include "models/base/format.h"
#include "models/base/tr.h"
#include "models/courses/copywords.h"
#include "models/courses/sizetrend.h"

#include <QLocale>

namespace Nightkeep {

namespace {

/// The worst comes first, as stateRank() has it; of one state, what is lost before what is damaged.
int cellRank(CourseVerdict verdict)
{
    return stateRank(courseVerdictState(verdict)) * 10 + (verdict == CourseVerdict::Missing ? 0 : 1 + int(verdict));
}

QVariant cellMoment(const QDateTime &moment)
{
    return moment.isValid() ? QVariant(moment) : QVariant();
}

/// What Moodle has no moment of, because there was none or because nobody can tell.
QString cellStart(const CourseState &course, const QDateTime &now)
{
    const bool hasNone = course.status == CourseStatus::NotYetRun || course.status == CourseStatus::Unlisted;
    return course.lastStart.isValid() || hasNone ? ageInWords(course.lastStart, now) : Tr::tr("not known");
}

QString cellLastGood(const CourseBackups &row, const QDateTime &now)
{
    const BackupCopy *good = row.lastGood();
    return good ? ageInWords(good->made, now) : Tr::tr("none known", "a good copy of a course");
}

QString cellSize(const CourseBackups &row)
{
    const BackupCopy *good = row.lastGood();
    if (!good)
        return {};
    const QString size = bytesInWords(good->file.bytes);
    const std::optional<double> change = sizeChangeOf(row, *good);
    return change ? Tr::tr("%1, %2", "the size of a copy, against the one before").arg(size, sizeChangeWords(*change))
                  : size;
}

QString cellTrend(const CourseBackups &row)
{
    const std::optional<double> trend = sizeTrend(row);
    return trend ? sizeChangeWords(*trend) : Tr::tr("not known");
}

template<typename Row, typename Rule> TableColumn<Row> cellNumber(const QString &title, Rule number)
{
    using Column = TableColumn<Row>;
    return Column(title, [number](const Row &row) { return QLocale().toString(number(row)); })
        .with(&Column::sortValue, number)
        .with(&Column::isNumber, true);
}

} // namespace

TableDescription<CourseBackups> CoursesTable::description()
{
    using Row = CourseBackups;
    using Column = TableColumn<Row>;
    return {
        &Row::key,
        {Column(Tr::tr("Course"), [](const Row &row) { return visibleText(row.course.shortName); })
             .with(&Column::width, 24),
         {Tr::tr("Full name"), [](const Row &row) { return visibleText(row.course.fullName); }},
         Column(Tr::tr("Backups", "our verdict on those of a course"),
                [](const Row &row) { return courseVerdictWord(row.verdict); })
             .with(&Column::sortValue, [](const Row &row) { return cellRank(row.verdict); })
             .with(&Column::state, [](const Row &row) { return courseVerdictState(row.verdict); })
             .with(&Column::toolTip, [](const Row &row) { return row.reason; })
             .with(&Column::explanation,
                   Tr::tr("Whether a copy would restore the course: by the files, not by what Moodle says")),
         Column(Tr::tr("Moodle says"), [](const Row &row) { return courseStatusWord(row.course.status); })
             .with(&Column::width, 14),
         Column(Tr::tr("Last good copy"), cellLastGood)
             .with(&Column::sortValue,
                   [](const Row &row) { return row.lastGood() ? cellMoment(row.lastGood()->made) : QVariant(); })
             .with(&Column::toolTip,
                   [](const Row &row, const QDateTime &now) {
                       return row.lastGood() ? exactMoment(row.lastGood()->made, now) : QString();
                   }),
         Column(Tr::tr("Its size"), cellSize)
             .with(&Column::sortValue,
                   [](const Row &row) { return row.lastGood() ? QVariant(row.lastGood()->file.bytes) : QVariant(); })
             .with(&Column::isNumber, true)
             .with(&Column::explanation, Tr::tr("Of the last good copy, against the one before it")),
         Column(Tr::tr("Last start"), [](const Row &row, const QDateTime &now) { return cellStart(row.course, now); })
             .with(&Column::sortValue, [](const Row &row) { return cellMoment(row.course.lastStart); }),
         Column(Tr::tr("Next run"),
                [](const Row &row, const QDateTime &now) {
                    return row.course.nextRun.isValid() ? shortMoment(row.course.nextRun, now) : Tr::tr("not known");
                })
             .with(&Column::sortValue, [](const Row &row) { return cellMoment(row.course.nextRun); }),
         cellNumber<Row>(Tr::tr("By Moodle"), [](const Row &row) { return row.byMoodle; })
             .with(&Column::explanation, Tr::tr("Copies that Moodle's automated backup made")),
         cellNumber<Row>(Tr::tr("By hand"), [](const Row &row) { return row.byPeople(); })
             .with(&Column::explanation, Tr::tr("All other copies of the course")),
         Column(Tr::tr("All copies"), [](const Row &row) { return bytesInWords(row.bytes); })
             .with(&Column::sortValue, [](const Row &row) { return row.bytes; })
             .with(&Column::isNumber, true),
         Column(Tr::tr("Id"), [](const Row &row) { return QString::number(row.course.id); })
             .with(&Column::sortValue, [](const Row &row) { return row.course.id; })
             .with(&Column::isNumber, true),
         {Tr::tr("Site"), [](const Row &row) { return visibleText(row.site); }},
         Column(Tr::tr("Trend", "of the size of a course's copies"), cellTrend)
             .with(&Column::sortValue,
                   [](const Row &row) {
                       const std::optional<double> trend = sizeTrend(row);
                       return trend ? QVariant(*trend) : QVariant();
                   })
             .with(&Column::isNumber, true)
             .with(&Column::explanation, Tr::tr("The size of the newest sound copy against the one before it")),
         {Tr::tr("Category"), [](const Row &row) { return visibleText(row.course.categoryName); }}}};
}

TableDescription<BackupCopy> CopiesTable::description()
{
    using Row = BackupCopy;
    using Column = TableColumn<Row>;
    return {[](const Row &row) {
                return nameOf(row.file.place) + u'/' + QString::fromLatin1(percentEncoded(row.file.path)) + u'/'
                    + row.name;
            },
            {Column(Tr::tr("Copy", "a backup file"), [](const Row &row) { return row.name; }).with(&Column::width, 48),
             Column(Tr::tr("Looked at"), copyLookedAt)
                 .with(&Column::sortValue,
                       [](const Row &row) { return stateRank(copyState(row)) * 10 + int(row.file.check.level); })
                 .with(&Column::state, [](const Row &row) { return copyState(row); })
                 .with(&Column::toolTip, [](const Row &row) { return row.fault; }),
             Column(Tr::tr("Made"),
                    [](const Row &row, const QDateTime &now) {
                        return row.made.isValid() ? ageInWords(row.made, now) : Tr::tr("not known");
                    })
                 .with(&Column::sortValue, [](const Row &row) { return cellMoment(row.made); })
                 .with(&Column::toolTip,
                       [](const Row &row, const QDateTime &now) {
                           return row.made.isValid() ? exactMoment(row.made, now) : QString();
                       }),
             Column(Tr::tr("Size"), [](const Row &row) { return bytesInWords(row.file.bytes); })
                 .with(&Column::sortValue, [](const Row &row) { return row.file.bytes; })
                 .with(&Column::isNumber, true),
             {Tr::tr("What it is"), [](const Row &row) { return copyKindWord(row.kind); }},
             {Tr::tr("With"), copyContents},
             Column(Tr::tr("Where"), copyPlace).with(&Column::width, 48)}};
}

const QList<CourseFilter> &courseFilters()
{
    using Row = const CourseBackups &;
    static const QList<CourseFilter> filters {
        {QStringLiteral("all"), Tr::tr("All courses"), [](Row) { return true; }},
        {QStringLiteral("attention"), Tr::tr("Not safe"), [](Row row) { return row.verdict != CourseVerdict::Safe; }},
        {nameOf(CourseVerdict::Missing), Tr::tr("Missing"),
         [](Row row) { return row.verdict == CourseVerdict::Missing; }},
        {nameOf(CourseVerdict::Damaged), Tr::tr("Damaged"),
         [](Row row) { return row.verdict == CourseVerdict::Damaged; }},
        {nameOf(CourseVerdict::Incomplete), Tr::tr("Incomplete"),
         [](Row row) { return row.verdict == CourseVerdict::Incomplete; }},
        {nameOf(CourseVerdict::Old), Tr::tr("Old"), [](Row row) { return row.verdict == CourseVerdict::Old; }},
        {nameOf(CourseVerdict::Doubtful), Tr::tr("Doubtful"),
         [](Row row) { return row.verdict == CourseVerdict::Doubtful; }},
        {nameOf(CourseVerdict::Safe), Tr::tr("Safe"), [](Row row) { return row.verdict == CourseVerdict::Safe; }},
        {QStringLiteral("error"), Tr::tr("Moodle says error"),
         [](Row row) { return row.course.status == CourseStatus::Error; }},
    };
    return filters;
}

} // namespace Nightkeep
