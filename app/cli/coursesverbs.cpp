// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/verbs.h"
#include "models/base/format.h"
#include "models/courses/copywords.h"
#include "models/courses/courseexplanation.h"
#include "models/courses/coursefindings.h"
#include "models/courses/courseservice.h"
#include "models/courses/sizetrend.h"
#include "models/courses/teachertext.h"

#include <algorithm>

namespace Nightkeep {

namespace {

constexpr VerbOption SinceOption {
    "since", "DATE",
    QT_TRANSLATE_NOOP("NightkeepApp", "a copy that was made since that day is up to date (2008-12-13)")};

/// Says what of the last attempt failed; how the program ends because of it.
ExitStatus sayHeadFailures(const CliContext &context, const CourseReadingHead &head)
{
    ExitStatus ending = ExitStatus::Fine;
    for (const std::optional<Error> &failure : {head.moodleFailure, head.inventoryFailure}) {
        if (!failure)
            continue;
        context.say(*failure);
        ending = ExitStatus::Unreachable;
    }
    return ending;
}

/// Read now. The error of a database that has never answered: without it nobody knows what the files are.
Result<Asked<SiteBackups>> askNow(CliContext &context, Workspace &workspace, const Site &site)
{
    const Result<Asked<SiteBackups>> asked =
        workspace.courses().refresh(site, context.attendance(), context.cancel(), context.progress());
    if (asked && !asked->answer.isRead() && asked->answer.head.moodleFailure)
        return fail(*asked->answer.head.moodleFailure);
    return asked;
}

/// What is kept of an answer that was asked for now.
ReadBackups answeredNow(const CliContext &context, const Asked<SiteBackups> &asked)
{
    ReadBackups read {asked.answer, sayHeadFailures(context, asked.answer.head)};
    if (asked.notKept)
        read.ending = worse(read.ending, sayNotKept(context, *asked.notKept));
    return read;
}

QHash<QString, QList<Finding>> findingsByCourse(const SiteBackups &site, const QDateTime &now)
{
    QHash<QString, QList<Finding>> findings;
    for (const Finding &finding : courseFindings(site, now))
        findings[finding.object].append(finding);
    return findings;
}

QJsonObject courseJson(const CourseBackups &course, const QList<Finding> &findings)
{
    const CourseState &state = course.course;
    const BackupCopy *good = course.lastGood();
    const BackupCopy *newest = course.newestCopy();
    const bool isThere = newest && newest->sight == CopySight::Seen;
    const std::optional<double> trend = sizeTrend(course); // percent
    QJsonObject object {{QStringLiteral("id"), state.id},
                        {QStringLiteral("shortname"), storable(state.shortName)},
                        {QStringLiteral("fullname"), storable(state.fullName)},
                        {QStringLiteral("category"), state.category > 0 ? QJsonValue(state.category) : QJsonValue()},
                        {QStringLiteral("categoryName"),
                         state.categoryName.isEmpty() ? QJsonValue() : QJsonValue(storable(state.categoryName))},
                        {QStringLiteral("site"), course.site},
                        {QStringLiteral("status"), nameOf(state.status)},
                        {QStringLiteral("verdict"), nameOf(course.verdict)},
                        {QStringLiteral("reason"), course.reason},
                        {QStringLiteral("lastStart"), momentJson(state.lastStart)},
                        {QStringLiteral("lastEnd"), momentJson(state.lastEnd)},
                        {QStringLiteral("nextStart"), momentJson(state.nextRun)},
                        {QStringLiteral("lastGood"), good ? momentJson(good->made) : QJsonValue()},
                        {QStringLiteral("newestFile"), QJsonValue()},
                        {QStringLiteral("size"), isThere ? QJsonValue(newest->file.bytes) : QJsonValue()},
                        {QStringLiteral("fileTime"), isThere ? momentJson(newest->file.modified) : QJsonValue()},
                        {QStringLiteral("bytes"), course.bytes},
                        {QStringLiteral("copies"), course.copies.size()},
                        {QStringLiteral("byMoodle"), course.byMoodle},
                        {QStringLiteral("byPeople"), course.byPeople()},
                        {QStringLiteral("trend"), trend ? QJsonValue(*trend) : QJsonValue()},
                        {QStringLiteral("findings"), cliJson(findings)}};
    if (newest && newest->file.place == CopyPlace::Pool)
        object.insert(QStringLiteral("newestFile"), newest->name);
    else if (newest)
        insertOtherPath(object, QStringLiteral("newestFile"),
                        newest->file.path.mid(newest->file.path.lastIndexOf('/') + 1));
    return object;
}

/// The rows of a site, as JSON and for people.
class CourseRows
{
public:
    CourseRows()
        : m_table({AppTr::tr("ID"), AppTr::tr("COURSE"), AppTr::tr("VERDICT"), AppTr::tr("MOODLE SAYS"),
                   AppTr::tr("LAST GOOD COPY"), AppTr::tr("SIZE"), AppTr::tr("SITE")})
    {
    }
    void add(const CourseBackups &course, const QList<Finding> &findings, const QDateTime &now)
    {
        const BackupCopy *good = course.lastGood();
        m_json.append(courseJson(course, findings));
        m_table.add({QString::number(course.course.id), course.course.shortName, courseVerdictWord(course.verdict),
                     courseStatusWord(course.course.status), ageInWords(good ? good->made : QDateTime(), now),
                     good ? bytesInWords(good->file.bytes) : QString(), course.site});
    }
    [[nodiscard]] CliAnswer answer(ExitStatus ending, const QStringList &sentences) const
    {
        return {QJsonDocument(m_json), m_table.text() + sentences.join(u'\n') + u'\n', ending};
    }

private:
    QJsonArray m_json;
    TextTable m_table;
};

/// All sites, or that of --site.
Result<QList<Site>> sitesOfCourses(CliContext &context)
{
    if (context.has("site"))
        return chosenSite(context).map([](const Site &site) { return QList<Site> {site}; });
    const Result<Workspace *> workspace = context.workspace();
    return workspace ? (*workspace)->settings().sites() : fail(workspace.error());
}

/// In the place of the schedule, copies since that day count, by the site's clock.
Result<SiteBackups> judgedSince(Workspace &workspace, const SiteBackups &site, const QDate &since)
{
    if (!since.isValid())
        return site;
    WantedCopy wanted;
    wanted.since = since.startOfDay(site.zone);
    return workspace.courses().lastBackups(site.site, wanted);
}

VerbResult listCourses(CliContext &context, Workspace &workspace)
{
    const Result<QDate> since = context.day("since");
    if (!since)
        return fail(since.error());
    const Result<QList<Site>> sites = sitesOfCourses(context);
    if (!sites)
        return fail(sites.error());
    CourseRows rows;
    ExitStatus ending = ExitStatus::Fine;
    QStringList sentences;
    for (const Site &site : *sites) {
        const Result<ReadBackups> read = readBackups(context, workspace, site);
        if (!read && (sites->size() == 1 || read.error().kind == ErrorKind::Cancelled))
            return fail(read.error());
        if (!read) {
            context.say(read.error());
            ending = worse(ending, exitStatusOf(read.error().kind));
            continue;
        }
        ending = worse(ending, read->ending);
        const Result<SiteBackups> judged = judgedSince(workspace, read->site, *since);
        if (!judged)
            return fail(judged.error());
        const QDateTime now = workspace.clock()(); // reading may have taken minutes
        const QHash<QString, QList<Finding>> findings = findingsByCourse(*judged, now);
        for (const CourseBackups &course : judged->courses)
            rows.add(course, findings.value(course.key()), now);
        sentences.append(judged->answer(now).sentence);
    }
    return rows.answer(ending, sentences);
}

VerbResult showCourse(CliContext &context, Workspace &workspace, const Site &site)
{
    const Result<ReadBackups> read = readBackups(context, workspace, site);
    if (!read)
        return fail(read.error());
    const Result<const CourseBackups *> found = courseNamed(read->site, context.word(0));
    if (!found)
        return fail(found.error());
    const CourseBackups &course = **found;
    const Result<std::optional<CourseLog>> log = workspace.courses().lastLog(site, course.course.id);
    if (!log)
        return fail(log.error());
    const QDateTime now = workspace.clock()();
    const QStringList explanation = explainCourse(read->site, course, *log ? &**log : nullptr, now);
    const QList<Finding> findings = findingsByCourse(read->site, now).value(course.key());
    QJsonObject object = courseJson(course, findings);
    object.insert(QStringLiteral("copies"), cliJson(course.copies));
    object.insert(QStringLiteral("runs"), cliJson(course.course.runs));
    object.insert(QStringLiteral("explanation"), QJsonArray::fromStringList(explanation));
    object.insert(QStringLiteral("teacherText"), teacherText(read->site, course, now).body);
    QStringList lines = explanation;
    for (const Finding &finding : findings)
        lines.append(AppTr::tr("To do: %1 %2", "a finding, its advice").arg(finding.title, finding.advice));
    return CliAnswer {QJsonDocument(object), lines.join(u'\n') + u'\n', read->ending};
}

/// By what was last read; a number of a site that never was is taken as it is.
Result<qint64> numberOfCourse(Workspace &workspace, const Site &site, const QString &word)
{
    const Result<SiteBackups> last = workspace.courses().lastBackups(site);
    if (!last)
        return fail(last.error());
    bool isNumber = false;
    const qint64 id = word.toLongLong(&isNumber);
    if (isNumber && !last->isRead())
        return id;
    return courseNamed(*last, word).map([](const CourseBackups *course) { return course->course.id; });
}

Result<CourseLog> readCourseLog(CliContext &context, Workspace &workspace, const Site &site, qint64 course,
                                ExitStatus &ending)
{
    if (context.has("offline")) {
        const Result<std::optional<CourseLog>> last = workspace.courses().lastLog(site, course);
        if (!last)
            return fail(last.error());
        if (!*last)
            return fail(ErrorKind::NotFound, AppTr::tr("The log of that course has never been read."),
                        AppTr::tr("Ask without --offline."));
        return **last;
    }
    const Result<Asked<CourseLog>> asked = workspace.courses().readLog(site, course, context.cancel());
    if (!asked)
        return fail(asked.error());
    if (asked->notKept)
        ending = sayNotKept(context, *asked->notKept);
    return asked->answer;
}

VerbResult logCourse(CliContext &context, Workspace &workspace, const Site &site)
{
    const Result<qint64> course = numberOfCourse(workspace, site, context.word(0));
    if (!course)
        return fail(course.error());
    CliAnswer answer;
    const Result<CourseLog> log = readCourseLog(context, workspace, site, *course, answer.status);
    if (!log)
        return fail(log.error());
    const QDateTime now = workspace.clock()();
    if (log->runs.isEmpty())
        answer.text = AppTr::tr("Moodle remembers no run of that course's backup.\n");
    for (const LoggedRun &run : log->runs) {
        answer.text += AppTr::tr("Begun %1: %2\n", "a run's age, its end")
                           .arg(ageInWords(run.run.started, now), runEndWord(run.run.end));
        for (const RunLine &line : run.lines)
            answer.text += QStringLiteral("  %1\n").arg(visibleText(line.text));
        if (!run.output.isEmpty())
            answer.text += visibleLines(run.output) + u'\n';
    }
    answer.json = QJsonDocument(cliJson(*log));
    return answer;
}

/// Whether every byte of what there is of it was looked at; what was found faulty before that needs no more.
bool isReadThrough(const CourseBackups &course)
{
    return std::all_of(course.copies.cbegin(), course.copies.cend(), [](const BackupCopy &copy) {
        const ZipCheck &check = copy.file.check;
        return copy.sight != CopySight::CannotTell
            && (copy.sight == CopySight::NotThere || check.isDoubtful() || check.level >= ZipLevel::ReadThrough);
    });
}

/// What was last read of it; of one that never was, what can be read now, for only then can courses be named.
Result<SiteBackups> knownBackups(CliContext &context, Workspace &workspace, const Site &site)
{
    const Result<SiteBackups> last = workspace.courses().lastBackups(site);
    if (!last || last->isRead())
        return last;
    return askNow(context, workspace, site).map([](const Asked<SiteBackups> &asked) { return asked.answer; });
}

VerbResult checkCourses(CliContext &context, Workspace &workspace, const Site &site)
{
    const Result<SiteBackups> known = knownBackups(context, workspace, site);
    if (!known)
        return fail(known.error());
    QList<qint64> ids;
    for (const QString &word : context.words()) {
        const Result<const CourseBackups *> named = courseNamed(*known, word);
        if (!named)
            return fail(named.error());
        if (!ids.contains((*named)->course.id))
            ids.append((*named)->course.id);
    }
    const Result<Asked<SiteBackups>> asked = workspace.courses().check(site, ids, context.cancel(), context.progress());
    if (!asked)
        return fail(asked.error());
    const ReadBackups read = answeredNow(context, *asked);
    const QDateTime now = workspace.clock()();
    const QHash<QString, QList<Finding>> findings = findingsByCourse(read.site, now);
    CourseRows rows;
    ExitStatus ending = read.ending;
    QStringList sentences;
    for (const CourseBackups &course : read.site.courses) {
        if (!ids.isEmpty() && !ids.contains(course.course.id))
            continue;
        rows.add(course, findings.value(course.key()), now);
        if (course.verdict != CourseVerdict::Safe) {
            ending = worse(ending, ExitStatus::Findings);
            sentences.append(AppTr::tr("%1: %2", "a course, why it is not safe")
                                 .arg(visibleText(course.course.shortName), course.reason));
        }
        if (!isReadThrough(course))
            ending = worse(ending, ExitStatus::Unreachable);
    }
    if (!read.site.head.notChecked.isEmpty())
        context.say(read.site.head.notChecked);
    return rows.answer(ending, sentences);
}

} // namespace

Result<const CourseBackups *> courseNamed(const SiteBackups &site, const QString &word)
{
    bool isNumber = false;
    const qint64 id = word.toLongLong(&isNumber);
    if (const CourseBackups *course = isNumber ? site.find(id) : nullptr)
        return course;
    QList<const CourseBackups *> named;
    QStringList ids;
    for (const CourseBackups &course : site.courses) {
        if (course.course.shortName.compare(word, Qt::CaseInsensitive) != 0)
            continue;
        named.append(&course);
        ids.append(QString::number(course.course.id));
    }
    if (named.size() == 1)
        return named.constFirst();
    if (!named.isEmpty())
        return fail(ErrorKind::BadInput, AppTr::tr("Several courses are called \"%1\".").arg(visibleText(word)),
                    AppTr::tr("Name one by its number: %1.").arg(ids.join(QStringLiteral(", "))));
    return fail(ErrorKind::BadInput,
                AppTr::tr("%1 has no course \"%2\".").arg(visibleText(site.site.name), visibleText(word)),
                AppTr::tr("\"nightkeepctl courses\" lists their numbers and short names."));
}

Result<BackupCopy> chosenCopy(const CliContext &context, const SiteBackups &site, const CourseBackups &course,
                              const BackupCopy *otherwise)
{
    const QString shortName = visibleText(course.course.shortName);
    if (!context.has("copy")) {
        if (otherwise)
            return *otherwise;
        return fail(ErrorKind::NotFound, AppTr::tr("No good copy of %1 is known.").arg(shortName),
                    AppTr::tr("\"nightkeepctl courses show %1\" lists what there is: name one by --copy.")
                        .arg(course.course.id));
    }
    const QString word = context.value("copy");
    const int number = word.toInt();
    if (number >= 1 && number <= course.copies.size())
        return course.copies.at(number - 1);
    const QList<BackupCopy> all = course.copies + othersOfCourse(site, course.course.id);
    const auto named = std::find_if(all.cbegin(), all.cend(), [&word](const BackupCopy &copy) {
        return copy.file.path == word.toUtf8() || displayPath(copy.file.path) == word || copy.name == word;
    });
    if (named != all.cend())
        return *named;
    return fail(ErrorKind::BadInput, AppTr::tr("%1 has no copy \"%2\".").arg(shortName, visibleText(word)),
                AppTr::tr("\"nightkeepctl courses show %1\" lists its copies.").arg(course.course.id));
}

Result<ReadBackups> readBackups(CliContext &context, Workspace &workspace, const Site &site)
{
    if (!context.has("offline")) {
        const Result<Asked<SiteBackups>> asked = askNow(context, workspace, site);
        if (asked)
            return answeredNow(context, *asked);
        const Result<SiteBackups> last = workspace.courses().lastBackups(site);
        if (asked.error().kind == ErrorKind::Cancelled || !last || !last->isRead())
            return fail(asked.error());
        context.say(asked.error());
        return ReadBackups {*last, ExitStatus::Unreachable};
    }
    const Result<SiteBackups> last = workspace.courses().lastBackups(site);
    if (!last)
        return fail(last.error());
    if (!last->isRead())
        return fail(ErrorKind::NotFound, last->answer(workspace.clock()()).sentence,
                    AppTr::tr("Ask without --offline."));
    return ReadBackups {*last};
}

const QList<Verb> Verbs::courses {
    {"courses",
     "[--since DATE] [--site NAME] [--offline]",
     withWorkspace<listCourses>,
     {SinceOption, Options::Site, Options::Offline},
     QT_TRANSLATE_NOOP("NightkeepApp", "whether each course has a backup that would restore")},
    {"courses show", "ID|SHORTNAME [--site NAME] [--offline]", withSite<showCourse>, {Options::Site, Options::Offline}},
    {"courses log", "ID|SHORTNAME [--site NAME] [--offline]", withSite<logCourse>, {Options::Site, Options::Offline}},
    {"courses check", "[ID|SHORTNAME...] [--site NAME]", withSite<checkCourses>, {Options::Site}},
};

} // namespace Nightkeep
