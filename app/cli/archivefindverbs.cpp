// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/verbs.h"
#include "models/base/format.h"
#include "models/catalogue/copyfindertable.h"

namespace Nightkeep {

namespace {

constexpr VerbOption FindDateOption {
    "date", "DATE", QT_TRANSLATE_NOOP("NightkeepApp", "as the course was at the end of that day (2008-06-20)")};
constexpr VerbOption FindAskOption {
    "ask", "",
    QT_TRANSLATE_NOOP("NightkeepApp",
                      "ask the servers too: what archives hold that is not known here, and the storage manager")};
constexpr VerbOption SearchFromOption {"made-from", "DATE",
                                       QT_TRANSLATE_NOOP("NightkeepApp", "copies that were made on that day or later")};
constexpr VerbOption SearchToOption {"made-to", "DATE",
                                     QT_TRANSLATE_NOOP("NightkeepApp", "copies that were made by that day")};
constexpr VerbOption SearchCourseOption {"course", "ID", QT_TRANSLATE_NOOP("NightkeepApp", "copies of that course")};

/// How it ends where not every archive's contents are known: nobody can say then that there is nothing.
ExitStatus askUnknownArchives(CliContext &context, Workspace &workspace, const QString &site)
{
    const QStringList unknown = workspace.finder().withoutManifest(site);
    if (unknown.isEmpty())
        return ExitStatus::Fine;
    if (!context.has("ask")) {
        context.say(AppTr::tr("What %n archives hold has not come to this workspace: add --ask.", nullptr,
                              int(unknown.size())));
        return ExitStatus::Unreachable;
    }
    const QStringList problems =
        fetchManifests(workspace.verification(), unknown, context.cancel(), context.progress());
    for (const QString &problem : problems)
        context.say(problem);
    return problems.isEmpty() ? ExitStatus::Fine : ExitStatus::Unreachable;
}

QString foundText(const FoundCopies &found, const QString &course, const QDate &day, const QDateTime &now)
{
    QString text = foundAnswer(found, course, day, now).sentence + u'\n';
    TextTable table({AppTr::tr("NO."), AppTr::tr("MADE"), AppTr::tr("STATE"), AppTr::tr("SIZE"), AppTr::tr("WHERE"),
                     AppTr::tr("LASTS")});
    const QList<FoundCopyRow> rows = FoundCopiesTable::rows(found);
    for (const FoundCopyRow &row : rows)
        table.add({QString::number(row.number),
                   row.copy.made.isValid() ? row.copy.made.toTimeZone(now.timeZone()).toString(u"yyyy-MM-dd HH:mm")
                                           : AppTr::tr("not known"),
                   stateWord(row.copy.standing), bytesInWords(row.copy.bytes), foundPlaceWords(row.copy),
                   visibleText(row.copy.until)});
    text += rows.isEmpty() ? QString() : u'\n' + table.text();
    for (const FoundCopyRow &row : rows) {
        text += QStringLiteral("\n%1. %2\n   %3\n")
                    .arg(QString::number(row.number), displayPath(row.copy.path), visibleText(row.copy.proof));
        for (const QString &step : row.copy.steps)
            text += QStringLiteral("   - %1\n").arg(step);
    }
    for (const QString &sentence : found.notAsked)
        text += AppTr::tr("Not looked at: %1\n").arg(sentence);
    return text;
}

VerbResult findCopy(CliContext &context, Workspace &workspace, const Site &site)
{
    const Result<QDate> day = context.day("date");
    if (!day)
        return fail(day.error());
    const QString course = context.words().join(u' ');
    const ExitStatus ending = askUnknownArchives(context, workspace, site.name);
    const Result<FoundCopies> found =
        workspace.finder().find(site.name, course, *day, context.has("ask"), context.cancel(), context.progress());
    if (!found)
        return fail(found.error());
    const QJsonObject object {{QStringLiteral("copies"), cliJson(found->copies)},
                              {QStringLiteral("notAsked"), QJsonArray::fromStringList(found->notAsked)}};
    ExitStatus status = found->copies.isEmpty() ? worse(ending, ExitStatus::Findings) : ending;
    if (context.has("ask") && !found->notAsked.isEmpty())
        status = worse(status, ExitStatus::Unreachable);
    return CliAnswer {QJsonDocument(object), foundText(*found, course, *day, workspace.clock()()), status};
}

Result<CatalogueQuery> readQuery(CliContext &context)
{
    CatalogueQuery query;
    query.text = context.words().join(u' ');
    if (context.has("site")) {
        const Result<Site> site = chosenSite(context);
        if (!site)
            return fail(site.error());
        query.site = site->name;
    }
    if (context.has("course")) {
        const Result<qint64> course = context.number("course", 0, 1, 1'000'000'000'000);
        if (!course)
            return fail(course.error());
        query.course = *course;
    }
    const Result<QDate> from = context.day("made-from");
    const Result<QDate> to = context.day("made-to");
    if (!from || !to)
        return fail(from ? to.error() : from.error());
    query.from = *from;
    query.to = *to;
    if (query.text.trimmed().isEmpty() && !query.course && !query.from.isValid() && !query.to.isValid())
        return fail(ErrorKind::BadInput, AppTr::tr("Nothing is named that is to be searched for."),
                    AppTr::tr("Give a part of a name, --course, --made-from or --made-to."));
    return query;
}

VerbResult searchArchives(CliContext &context, Workspace &workspace)
{
    const Result<CatalogueQuery> query = readQuery(context);
    if (!query)
        return fail(query.error());
    const ExitStatus ending = askUnknownArchives(context, workspace, query->site);
    const Result<QList<CatalogueHit>> hits = workspace.finder().search(*query);
    if (!hits)
        return fail(hits.error());
    QJsonArray array;
    TextTable table({AppTr::tr("COURSE"), AppTr::tr("MADE"), AppTr::tr("SIZE"), AppTr::tr("RUN"), AppTr::tr("MEMBER")});
    const QTimeZone zone = workspace.clock()().timeZone();
    for (const CatalogueHit &hit : *hits) {
        QJsonObject object = cliJson(hit.file);
        object.insert(QStringLiteral("run"), hit.run);
        array.append(object);
        table.add({visibleText(hit.file.shortName),
                   hit.file.made.isValid() ? hit.file.made.toTimeZone(zone).toString(u"yyyy-MM-dd HH:mm")
                                           : AppTr::tr("not known"),
                   bytesInWords(hit.file.bytes), visibleText(hit.run), displayPath(hit.file.path)});
    }
    const QString text =
        hits->isEmpty() ? AppTr::tr("Nothing of that is in an archive whose contents are known.\n") : table.text();
    return CliAnswer {QJsonDocument(array), text, hits->isEmpty() ? worse(ending, ExitStatus::Findings) : ending};
}

} // namespace

const QList<Verb> Verbs::archiveFind {
    {"archive find",
     "ID|SHORTNAME [--date DATE] [--ask] [--site NAME]",
     withSite<findCopy>,
     {Options::Site, FindDateOption, FindAskOption}},
    {"archive search",
     "[TEXT...] [--course ID] [--made-from DATE] [--made-to DATE] [--ask] [--site NAME]",
     withWorkspace<searchArchives>,
     {Options::Site, SearchCourseOption, SearchFromOption, SearchToOption, FindAskOption}},
};

} // namespace Nightkeep
