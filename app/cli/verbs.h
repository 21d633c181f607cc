// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/apptr.h"
#include "app/cli/clicontext.h"
#include "app/cli/clijson.h"
#include "app/cli/texttable.h"

#include <functional>

namespace Nightkeep {

using VerbResult = Result<CliAnswer>;

/// An option of a verb, or of all. One name is one option, whoever takes it.
struct VerbOption
{
    const char *name;
    const char *valueName; ///< empty: a flag
    const char *summary; ///< translated where it is shown

    bool operator==(const VerbOption &other) const { return qstrcmp(name, other.name) == 0; }
};

/// All that is known of a verb of `nightkeepctl`. It stands in the file that does what the verb says.
struct Verb
{
    const char *words; ///< "check", or "servers set"
    const char *usage; ///< what follows them; says how many words must and may follow
    VerbResult (*run)(CliContext &context);
    QList<VerbOption> options = {}; ///< beside those that all take
    const char *summary = ""; ///< of all verbs that begin alike, told once; translated where it is shown
    QString (*keys)() = nullptr; ///< what KEY may be, for a verb that takes KEY=VALUE
};

/// Every file of verbs, a line each, in the order of the help.
#define NIGHTKEEP_VERBS(VERBS)                                                                                         \
    VERBS(demo)                                                                                                        \
    VERBS(importWiki)                                                                                                  \
    VERBS(exportWiki)                                                                                                  \
    VERBS(servers)                                                                                                     \
    VERBS(serversRemove)                                                                                               \
    VERBS(serversDecide)                                                                                               \
    VERBS(serversTest)                                                                                                 \
    VERBS(serversTrust)                                                                                                \
    VERBS(serversHistory)                                                                                              \
    VERBS(serversCompare)                                                                                              \
    VERBS(serversChangeRate)                                                                                           \
    VERBS(serversWeb)                                                                                                  \
    VERBS(serversPair)                                                                                                 \
    VERBS(probe)                                                                                                       \
    VERBS(coverage)                                                                                                    \
    VERBS(coveragePreview)                                                                                             \
    VERBS(request)                                                                                                     \
    VERBS(sites)                                                                                                       \
    VERBS(sitesRemove)                                                                                                 \
    VERBS(siteRights)                                                                                                  \
    VERBS(settings)                                                                                                    \
    VERBS(settingsCopy)                                                                                                \
    VERBS(settingsNext)                                                                                                \
    VERBS(settingsDestination)                                                                                         \
    VERBS(courses)                                                                                                     \
    VERBS(coursesContents)                                                                                             \
    VERBS(coursesBeforeDeletion)                                                                                       \
    VERBS(coursesFetch)                                                                                                \
    VERBS(usage)                                                                                                       \
    VERBS(archive)                                                                                                     \
    VERBS(archivePlaces)                                                                                               \
    VERBS(archiveKeeping)                                                                                              \
    VERBS(places)                                                                                                      \
    VERBS(archiveFind)                                                                                                 \
    VERBS(archivePlans)                                                                                                \
    VERBS(archiveCompare)                                                                                              \
    VERBS(terms)                                                                                                       \
    VERBS(archiveCopies)                                                                                               \
    VERBS(drills)                                                                                                      \
    VERBS(retentionSimulate)                                                                                           \
    VERBS(retentionShow)                                                                                               \
    VERBS(retentionHold)                                                                                               \
    VERBS(retentionErased)                                                                                             \
    VERBS(retentionMistakes)                                                                                           \
    VERBS(retentionPropose)                                                                                            \
    VERBS(meeting)                                                                                                     \
    VERBS(report)                                                                                                      \
    VERBS(workspace)                                                                                                   \
    VERBS(check)                                                                                                       \
    VERBS(findings)

namespace Verbs {

#define NIGHTKEEP_DECLARE(file) extern const QList<Verb> file;
NIGHTKEEP_VERBS(NIGHTKEEP_DECLARE)
#undef NIGHTKEEP_DECLARE

} // namespace Verbs

/// Those that begin with this word, or all.
[[nodiscard]] QList<const Verb *> verbsOf(const QString &first = {});
[[nodiscard]] QString usageOf(const Verb &verb); ///< its words and what follows them
/// The verb that the first words name; takes them away. BadInput for words, or a number of words, that
/// no verb knows, and for an option that this one does not take.
[[nodiscard]] Result<const Verb *> takeVerb(CliArguments &arguments);

// Options that several take.
namespace Options {

inline constexpr VerbOption Copy {
    "copy", "NUMBER|PATH",
    QT_TRANSLATE_NOOP("NightkeepApp", "which copy of the course: 1 is the newest; else the last good one")};
inline constexpr VerbOption DryRun {"dry-run", "",
                                    QT_TRANSLATE_NOOP("NightkeepApp", "show what would be done, and do nothing")};
inline constexpr VerbOption Format {
    "format", "FORMAT",
    QT_TRANSLATE_NOOP("NightkeepApp", "of a request text, html or mailto; of the pack pdf, html, odt, csv or json")};
inline constexpr VerbOption New {"new", "",
                                 QT_TRANSLATE_NOOP("NightkeepApp", "add the row if there is none of that name")};
inline constexpr VerbOption Offline {"offline", "",
                                     QT_TRANSLATE_NOOP("NightkeepApp", "what was last read, without the network")};
inline constexpr VerbOption Output {"output", "FILE", QT_TRANSLATE_NOOP("NightkeepApp", "write it to a file")};
inline constexpr VerbOption Parallel {"parallel", "N",
                                      QT_TRANSLATE_NOOP("NightkeepApp", "how many servers to ask at a time (8)")};
inline constexpr VerbOption Reason {"reason", "TEXT", QT_TRANSLATE_NOOP("NightkeepApp", "why, in a few words")};
inline constexpr VerbOption Site {"site", "NAME",
                                  QT_TRANSLATE_NOOP("NightkeepApp", "which Moodle, where there are several")};

} // namespace Options

/// For a verb that has nothing to do without a workspace.
template<VerbResult (*run)(CliContext &context, Workspace &workspace)> VerbResult withWorkspace(CliContext &context)
{
    const Result<Workspace *> workspace = context.workspace();
    return workspace ? run(context, **workspace) : fail(workspace.error());
}

/// The site of --site, or the only one there is.
[[nodiscard]] Result<Site> chosenSite(CliContext &context);
/// For a verb about that site.
template<VerbResult (*run)(CliContext &context, Workspace &workspace, const Site &site)>
VerbResult withSite(CliContext &context)
{
    const Result<Site> site = chosenSite(context);
    return site ? run(context, **context.workspace(), *site) : fail(site.error());
}
/// BadInput for a name that no site has.
[[nodiscard]] Result<Site> siteNamed(CliContext &context, const QString &name);
/// Asks at the terminal for the password of an account of a database (`of`: whose, for people) and hands it to what
/// keeps it in the keychain: on a command line every user of the machine could read it.
[[nodiscard]] VerbResult keepTypedPassword(CliContext &context, const QString &of, QJsonObject answer,
                                           const std::function<Result<void>(const QString &password)> &keep);
/// BadInput unless the word is the number or the short name of just one course.
[[nodiscard]] Result<const CourseBackups *> courseNamed(const SiteBackups &site, const QString &word);
/// What --copy names of a course's copies, and of what else lies at its place: a number in the order of "courses show",
/// a path, or a name; BadInput if nothing. Without it `otherwise`; NotFound if that is null.
[[nodiscard]] Result<BackupCopy> chosenCopy(const CliContext &context, const SiteBackups &site,
                                            const CourseBackups &course, const BackupCopy *otherwise);
/// The backups of a site's courses, read now unless --offline. Where not all could be read, standard error says so, and
/// it is what was known before, with the ending that this makes; an error where nothing was.
struct ReadBackups
{
    SiteBackups site;
    ExitStatus ending = ExitStatus::Fine;
};
[[nodiscard]] Result<ReadBackups> readBackups(CliContext &context, Workspace &workspace, const Site &site);
/// The servers named (full or short name), or all. BadInput for a name that is not in the matrix.
[[nodiscard]] Result<QList<ServerRow>> chosenServers(CliContext &context, const QStringList &names);

/// ReadOnly, before anybody is asked anything, for a verb whose act is written into the workspace.
[[nodiscard]] Result<void> mayWrite(const Workspace &workspace);
/// Says on standard error that an answer was not kept. Gives how the program ends because of it: as if nothing were
/// wrong where the workspace is read-only, which the person knows.
[[nodiscard]] ExitStatus sayNotKept(const CliContext &context, const Error &problem);

/// For a verb about the server that its first word names.
template<VerbResult (*run)(CliContext &context, Workspace &workspace, const Server &server)>
VerbResult withServer(CliContext &context)
{
    const Result<QList<ServerRow>> rows = chosenServers(context, {context.word(0)});
    return rows ? run(context, **context.workspace(), rows->constFirst().server) : fail(rows.error());
}

} // namespace Nightkeep
