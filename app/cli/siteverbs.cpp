// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/terminal.h"
#include "app/cli/verbs.h"

#include <optional>

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

const QList<QPair<QString, QString Site::*>> &siteTexts()
{
    static const QList<QPair<QString, QString Site::*>> texts {
        {QStringLiteral("name"), &Site::name},
        {QStringLiteral("databaseServer"), &Site::databaseServer},
        {QStringLiteral("databaseSocket"), &Site::databaseSocket},
        {QStringLiteral("databaseName"), &Site::databaseName},
        {QStringLiteral("databaseUser"), &Site::databaseUser},
        {QStringLiteral("tablePrefix"), &Site::tablePrefix},
        {QStringLiteral("dataServer"), &Site::dataServer},
        {QStringLiteral("databaseAddress"), &Site::databaseAddress},
        {QStringLiteral("databaseAuthority"), &Site::databaseAuthority},
        {QStringLiteral("timeZone"), &Site::timeZone},
        {QStringLiteral("webUser"), &Site::webUser}};
    return texts;
}

const QList<QPair<QString, BytePath Site::*>> &siteFolders()
{
    static const QList<QPair<QString, BytePath Site::*>> folders {
        {QStringLiteral("dataFolder"), &Site::dataFolder},
        {QStringLiteral("codeFolder"), &Site::codeFolder},
        {QStringLiteral("archiveFolder"), &Site::archiveFolder},
        {QStringLiteral("backupFolder"), &Site::backupFolder},
        {QStringLiteral("phpProgram"), &Site::phpProgram}};
    return folders;
}

QString databaseKinds()
{
    QStringList words;
    for (const auto &name : Names<DatabaseKind>)
        words.append(QLatin1String(name.word));
    return words.join(QStringLiteral(", "));
}

QString siteKeys()
{
    QStringList keys {QStringLiteral("databaseKind")};
    for (const auto &[key, member] : siteTexts())
        keys.append(key);
    for (const auto &[key, member] : siteFolders())
        keys << key << key + QStringLiteral("Bytes");
    return keys.join(QStringLiteral(", "));
}

QString siteKeysInWords()
{
    return siteKeys() + u'\n'
        + AppTr::tr("      databaseKind is one of %1. databaseAddress is host:port, by TLS and without ssh;\n"
                    "      databaseAuthority then names a file of the certificates that vouch for it.\n"
                    "      webUser is as whom Moodle's own programs run on the data server, phpProgram by what.")
              .arg(databaseKinds());
}

Result<void> assignSite(Site &site, const QString &assignment)
{
    const Result<QPair<QString, QString>> split = splitAssignment(assignment);
    if (!split)
        return fail(split.error());
    const auto &[key, value] = *split;
    if (key == u"databaseKind") {
        const std::optional<DatabaseKind> kind = fromName<DatabaseKind>(value);
        if (!kind)
            return fail(ErrorKind::BadInput, AppTr::tr("There is no kind of database \"%1\".").arg(visibleText(value)),
                        AppTr::tr("Kinds: %1.").arg(databaseKinds()));
        site.databaseKind = *kind;
        return {};
    }
    for (const auto &[known, member] : siteTexts()) {
        if (known == key) {
            site.*member = value;
            return {};
        }
    }
    const bool bytes = key.endsWith(QStringLiteral("Bytes"));
    for (const auto &[known, member] : siteFolders()) {
        if (known != (bytes ? key.chopped(5) : key))
            continue;
        const Result<BytePath> clean = cleanFolder(bytes ? percentDecoded(value.toLatin1()) : value.toUtf8());
        if (!clean)
            return fail(clean.error());
        site.*member = *clean;
        return {};
    }
    return fail(ErrorKind::BadInput, AppTr::tr("A site has no field \"%1\".").arg(visibleText(key)),
                AppTr::tr("Fields: %1.").arg(siteKeys()));
}

/// Short names as the matrix has them. BadInput for a new one that is not in it.
Result<void> nameServers(CliContext &context, const Site &before, Site &after)
{
    for (QString Site::*const member : {&Site::databaseServer, &Site::dataServer}) {
        if ((after.*member).isEmpty() || after.*member == before.*member)
            continue;
        const Result<QList<ServerRow>> rows = chosenServers(context, {after.*member});
        if (!rows)
            return fail(rows.error());
        after.*member = rows->constFirst().server.name;
    }
    return {};
}

VerbResult setSite(CliContext &context, Workspace &workspace)
{
    const QString name = context.word(0);
    const Result<Site> known = siteNamed(context, name);
    if (!known && !(known.error().kind == ErrorKind::BadInput && context.has("new"))) {
        Error error = known.error();
        if (error.kind == ErrorKind::BadInput)
            error.advice = AppTr::tr("\"nightkeepctl sites\" lists their names; --new adds one.");
        return fail(error);
    }
    const Site before = known ? *known : Site();
    Site after = before;
    if (!known)
        after.name = name;
    for (const QString &assignment : context.words().mid(1)) {
        if (const Result<void> assigned = assignSite(after, assignment); !assigned)
            return fail(assigned.error());
    }
    if (const Result<void> named = nameServers(context, before, after); !named)
        return fail(named.error());
    if (const Result<void> stored = workspace.settings().replaceSite(before, after); !stored)
        return fail(stored.error());
    return listSites({after});
}

VerbResult keepPassword(CliContext &context, Workspace &workspace)
{
    const Result<Site> site = siteNamed(context, context.word(0));
    if (!site)
        return fail(site.error());
    const QString &name = site->name;
    const Result<QList<ServerRow>> rows =
        chosenServers(context, {context.has("server") ? context.value("server") : site->databaseServer});
    if (!rows)
        return fail(rows.error());
    const Server &server = rows->first().server; // whose row another person may have changed
    const QString destination = socketDestination(server, site->databaseSocket);
    return keepTypedPassword(context, AppTr::tr("%1, sent to %2").arg(name, destination),
                             {{QStringLiteral("site"), name}}, [&](const QString &password) {
                                 return workspace.keepDatabasePassword(name, server.name, destination, password);
                             });
}

VerbResult showSites(CliContext &, Workspace &workspace)
{
    return workspace.settings().sites().map(listSites);
}

} // namespace

VerbResult keepTypedPassword(CliContext &context, const QString &of, QJsonObject answer,
                             const std::function<Result<void>(const QString &password)> &keep)
{
    if (!personIsThere())
        return fail(ErrorKind::Locked, AppTr::tr("Nothing was changed: nobody is there to type the password."),
                    AppTr::tr("Run it at a terminal."));
    TerminalPrompter prompter;
    const std::optional<QString> password = prompter.ask(
        {of, AppTr::tr("Password of the database account (nothing: forget it): "), true}, context.cancel());
    if (!password)
        return fail(ErrorKind::Cancelled, AppTr::tr("Nothing was changed."));
    if (const Result<void> kept = keep(*password); !kept)
        return fail(kept.error());
    answer.insert(QStringLiteral("kept"), !password->isEmpty());
    return CliAnswer {QJsonDocument(answer),
                      password->isEmpty() ? AppTr::tr("The password is forgotten.\n")
                                          : AppTr::tr("The password is in the keychain.\n")};
}

const QList<Verb> Verbs::sites {
    {"sites",
     "",
     withWorkspace<showSites>,
     {},
     QT_TRANSLATE_NOOP("NightkeepApp", "the Moodle sites: list, edit, remove")},
    {"sites set", "NAME KEY=VALUE... [--new]", withWorkspace<setSite>, {Options::New}, "", siteKeysInWords},
    {"sites password",
     "NAME [--server SERVER]",
     withWorkspace<keepPassword>,
     {{"server", "SERVER",
       QT_TRANSLATE_NOOP("NightkeepApp",
                         "the server whose account it is, where that is not the site's own, as of a replica")}}},
};

} // namespace Nightkeep
