// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/terminal.h"
#include "app/cli/verbs.h"

#include <algorithm>

namespace Nightkeep {

namespace {

CliAnswer listSites(const QList<Site> &sites)
{
    QJsonArray array;
    TextTable table({AppTr::tr("SITE"), AppTr::tr("DATABASE"), AppTr::tr("DATA FOLDER"), AppTr::tr("ARCHIVES")});
    for (const Site &site : sites) {
        array.append(cliJson(site));
        table.add({site.name, AppTr::tr("%1 on %2").arg(site.databaseName, site.databaseServer),
                   AppTr::tr("%1 on %2").arg(displayPath(site.dataFolder), site.dataServer),
                   displayPath(site.archiveFolder)});
    }
    return {QJsonDocument(array), table.text()};
}

Result<void> assignSite(Site &site, const QString &assignment)
{
    const Result<QPair<QString, QString>> split = splitAssignment(assignment);
    if (!split)
        return fail(split.error());
    const auto &[key, value] = *split;
    const QHash<QString, QString *> texts {{QStringLiteral("name"), &site.name},
                                           {QStringLiteral("databaseServer"), &site.databaseServer},
                                           {QStringLiteral("databaseSocket"), &site.databaseSocket},
                                           {QStringLiteral("databaseName"), &site.databaseName},
                                           {QStringLiteral("databaseUser"), &site.databaseUser},
                                           {QStringLiteral("tablePrefix"), &site.tablePrefix},
                                           {QStringLiteral("dataServer"), &site.dataServer},
                                           {QStringLiteral("timeZone"), &site.timeZone}};
    const QHash<QString, BytePath *> folders {{QStringLiteral("dataFolder"), &site.dataFolder},
                                              {QStringLiteral("codeFolder"), &site.codeFolder},
                                              {QStringLiteral("archiveFolder"), &site.archiveFolder},
                                              {QStringLiteral("backupFolder"), &site.backupFolder}};
    if (QString *text = texts.value(key)) {
        *text = value;
        return {};
    }
    const bool bytes = key.endsWith(QStringLiteral("Bytes"));
    BytePath *folder = folders.value(bytes ? key.chopped(5) : key);
    if (!folder)
        return fail(ErrorKind::BadInput, AppTr::tr("A site has no field \"%1\".").arg(visibleText(key)),
                    AppTr::tr("Fields: name, databaseServer, databaseSocket, databaseName, databaseUser, tablePrefix, "
                              "dataServer, dataFolder, codeFolder, archiveFolder, backupFolder, timeZone."));
    const Result<BytePath> clean = cleanFolder(bytes ? percentDecoded(value.toLatin1()) : value.toUtf8());
    if (!clean)
        return fail(clean.error());
    *folder = *clean;
    return {};
}

VerbResult setSite(CliContext &context, Workspace &workspace)
{
    const Result<QList<Site>> sites = workspace.settings().sites();
    if (!sites)
        return fail(sites.error());
    const QString name = context.word(0);
    const auto found =
        std::find_if(sites->cbegin(), sites->cend(), [&name](const Site &site) { return site.name == name; });
    Site before;
    if (found != sites->cend())
        before = *found;
    else if (!context.has("new"))
        return fail(ErrorKind::BadInput, AppTr::tr("There is no Moodle site \"%1\".").arg(visibleText(name)),
                    AppTr::tr("\"nightkeepctl sites\" lists their names; --new adds one."));
    Site after = before;
    after.name = name;
    for (const QString &assignment : context.words().mid(1)) {
        if (const Result<void> assigned = assignSite(after, assignment); !assigned)
            return fail(assigned.error());
    }
    if (const Result<void> stored = workspace.settings().replaceSite(before, after); !stored)
        return fail(stored.error());
    return listSites({after});
}

VerbResult keepPassword(CliContext &context, Workspace &workspace)
{
    const QString name = context.word(0);
    const Result<QList<Site>> sites = workspace.settings().sites();
    if (!sites)
        return fail(sites.error());
    if (std::none_of(sites->cbegin(), sites->cend(), [&name](const Site &site) { return site.name == name; }))
        return fail(ErrorKind::BadInput, AppTr::tr("There is no Moodle site \"%1\".").arg(visibleText(name)),
                    AppTr::tr("\"nightkeepctl sites\" lists their names; --new adds one."));
    return keepDatabasePassword(context, workspace, name);
}

VerbResult showSites(CliContext &, Workspace &workspace)
{
    return workspace.settings().sites().map(listSites);
}

} // namespace

VerbResult keepDatabasePassword(CliContext &context, Workspace &workspace, const QString &site)
{
    if (!personIsThere())
        return fail(ErrorKind::Locked, AppTr::tr("Nothing was changed: nobody is there to type the password."),
                    AppTr::tr("Run it at a terminal."));
    TerminalPrompter prompter;
    const std::optional<QString> password =
        prompter.ask({site.isEmpty() ? workspace.info().title : site,
                      AppTr::tr("Password of the database account (nothing: forget it): "), true},
                     context.cancel());
    if (!password)
        return fail(ErrorKind::Cancelled, AppTr::tr("Nothing was changed."));
    if (const Result<void> kept = workspace.keepDatabasePassword(site, *password); !kept)
        return fail(kept.error());
    QJsonObject object {{QStringLiteral("kept"), !password->isEmpty()}};
    if (!site.isEmpty())
        object.insert(QStringLiteral("site"), site);
    return CliAnswer {QJsonDocument(object),
                      password->isEmpty() ? AppTr::tr("The password is forgotten.\n")
                                          : AppTr::tr("The password is in the keychain.\n")};
}

const QList<Verb> Verbs::sites {
    {"sites", "", withWorkspace<showSites>, {}, QT_TRANSLATE_NOOP("NightkeepApp", "the Moodle sites: list, edit")},
    {"sites set", "NAME KEY=VALUE... [--new]", withWorkspace<setSite>, {Options::New}},
    {"sites password", "NAME", withWorkspace<keepPassword>},
};

} // namespace Nightkeep
