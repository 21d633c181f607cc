// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/verbs.h"
#include "models/base/format.h"

#include <algorithm>

namespace Nightkeep {

namespace {

constexpr VerbOption ErasedOnOption {
    "on", "DATE", QT_TRANSLATE_NOOP("NightkeepApp", "when the data were erased from Moodle: 2026-11-25")};
constexpr VerbOption ErasedCoursesOption {
    "courses", "COURSES",
    QT_TRANSLATE_NOOP("NightkeepApp",
                      "in which courses the person took part: numbers or short names, a comma between them")};

/// The records with the copies that may still hold each one's data.
VerbResult erasedAnswer(const WorkspaceReading &reading, const QList<ErasureRecord> &records)
{
    if (!reading.retention)
        return fail(reading.retention.error());
    QJsonArray json;
    QString text;
    for (const ErasureRecord &record : records) {
        QList<ErasureCopy> copies;
        const Result<RetentionReading> of = retentionReading(reading, record.site);
        if (!of && of.error().kind != ErrorKind::NotFound)
            return fail(of.error());
        if (!of) // a site that is no more: its copies may be there still
            copies << ErasureCopy {AppTr::tr("All copies"), visibleText(record.site), {}, of.error().message};
        for (const RetentionView &view : *reading.retention) {
            if (of && view.site.name == record.site)
                copies = copiesOfErased(record, *of, view);
        }
        QJsonObject object = cliJson(record);
        object.insert(QStringLiteral("copies"), cliJson(copies));
        json.append(object);
        TextTable table({AppTr::tr("COPY"), AppTr::tr("WHERE"), AppTr::tr("LAST DAY"), AppTr::tr("WHY")});
        for (const ErasureCopy &copy : copies)
            table.add({copy.what, copy.where,
                       copy.endsOn.isValid() ? copy.endsOn.toString(Qt::ISODate) : AppTr::tr("none known"), copy.why});
        text += AppTr::tr("%1: %2 of %3, erased on %4", "a number, a reference, a site, a day")
                    .arg(QString::number(record.number), visibleText(record.reference), visibleText(record.site),
                         dayAndMonth(record.erasedOn))
            + u'\n' + table.text() + u'\n';
    }
    if (records.isEmpty())
        text = AppTr::tr("No erasure is recorded.") + u'\n';
    return CliAnswer {QJsonDocument(json), text};
}

Result<QList<qint64>> coursesOfPerson(Workspace &workspace, const Site &site, const QString &words)
{
    QList<qint64> courses;
    const QStringList all = words.split(u',', Qt::SkipEmptyParts);
    if (all.isEmpty())
        return courses;
    const Result<SiteBackups> last = workspace.courses().lastBackups(site);
    if (!last)
        return fail(last.error());
    for (const QString &word : all) {
        bool isNumber = false;
        const qint64 number = word.trimmed().toLongLong(&isNumber);
        if (isNumber && number > 0) { // the course may have been deleted since
            courses << number;
            continue;
        }
        const Result<const CourseBackups *> course = courseNamed(*last, word.trimmed());
        if (!course)
            return fail(course.error());
        courses << (*course)->course.id;
    }
    return courses;
}

VerbResult recordErased(CliContext &context, Workspace &workspace)
{
    if (const Result<void> may = mayWrite(workspace); !may)
        return fail(may.error());
    const Result<Site> site = chosenSite(context);
    if (!site)
        return fail(site.error());
    const Result<QDate> day = context.day("on");
    if (!day)
        return fail(day.error());
    const Result<QList<qint64>> courses = coursesOfPerson(workspace, *site, context.value("courses"));
    if (!courses)
        return fail(courses.error());
    ErasureRecord record;
    record.site = site->name;
    record.reference = context.word(0);
    record.erasedOn = *day;
    record.courses = *courses;
    const Result<ErasureRecord> recorded = workspace.retention().recordErasure(record);
    if (!recorded)
        return fail(recorded.error());
    return erasedAnswer(readWorkspace(workspace), {*recorded});
}

VerbResult erased(CliContext &context, Workspace &workspace)
{
    if (!context.words().isEmpty())
        return recordErased(context, workspace);
    const WorkspaceReading reading = readWorkspace(workspace);
    if (!reading.retentionRecords)
        return fail(reading.retentionRecords.error());
    return erasedAnswer(reading, reading.retentionRecords->erasures);
}

} // namespace

const QList<Verb> Verbs::retentionErased {
    {"retention erased",
     "[REFERENCE] [--on DATE] [--courses COURSES] [--site NAME]",
     withWorkspace<erased>,
     {ErasedOnOption, ErasedCoursesOption, Options::Site}},
};

} // namespace Nightkeep
