// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/clijson.h"

#include "models/coverage/coveragereason.h"
#include "models/storage/decisionfield.h"

#include <algorithm>

namespace Nightkeep {

QJsonValue momentJson(const QDateTime &moment)
{
    return moment.isValid() ? QJsonValue(moment.toUTC().toString(Qt::ISODate)) : QJsonValue();
}

QJsonValue numberJson(qint64 number)
{
    return number < 0 ? QJsonValue() : QJsonValue(number);
}

QJsonValue textJson(const std::optional<QString> &text)
{
    return text ? QJsonValue(*text) : QJsonValue();
}

QJsonArray pathsJson(const QList<BytePath> &paths)
{
    QJsonArray array;
    for (const BytePath &path : paths) {
        if (isUtf8(path)) {
            array.append(QString::fromUtf8(path));
        } else {
            QJsonObject object;
            insertPath(object, QStringLiteral("path"), path);
            array.append(object);
        }
    }
    return array;
}

void insertOtherPath(QJsonObject &object, const QString &name, const BytePath &path)
{
    if (isUtf8(path)) {
        object.insert(name, QString::fromUtf8(path));
        return;
    }
    object.insert(name, displayPath(path));
    object.insert(name + QStringLiteral("Bytes"), QString::fromLatin1(percentEncoded(path)));
}

QJsonObject errorJson(const Error &error)
{
    return {{QStringLiteral("kind"), errorKindName(error.kind)},
            {QStringLiteral("message"), error.message},
            {QStringLiteral("advice"), error.advice},
            {QStringLiteral("detail"), error.detail}};
}

namespace {

QString presenceName(FolderPresence presence)
{
    switch (presence) {
    case FolderPresence::Present:
        return QStringLiteral("present");
    case FolderPresence::Missing:
        return QStringLiteral("missing");
    case FolderPresence::NotFolder:
        return QStringLiteral("notFolder");
    case FolderPresence::Unreadable:
        return QStringLiteral("unreadable");
    }
    return {};
}

QJsonObject connectionJson(const ServerConnection &connection)
{
    const bool local = connection.kind == ServerConnection::Kind::LocalFolder;
    return {{QStringLiteral("kind"), local ? QStringLiteral("localFolder") : QStringLiteral("ssh")},
            {QStringLiteral("host"), connection.host},
            {QStringLiteral("user"), connection.user},
            {QStringLiteral("port"), connection.port},
            {QStringLiteral("root"), connection.root}};
}

void insertSnapshot(QJsonObject &object, const ServerSnapshot &snapshot)
{
    object.insert(QStringLiteral("takenAt"), momentJson(snapshot.takenAt));
    object.insert(QStringLiteral("osRelease"), snapshot.osRelease);
    object.insert(QStringLiteral("kernel"), snapshot.kernel);
    object.insert(QStringLiteral("uptimeSeconds"), numberJson(snapshot.uptimeSeconds));
    object.insert(QStringLiteral("clockOffsetSeconds"), snapshot.clockOffsetSeconds);

    QJsonArray mounts;
    for (const Mount &mount : snapshot.mounts) {
        QJsonObject entry;
        insertPath(entry, QStringLiteral("target"), mount.target);
        entry.insert(QStringLiteral("type"), mount.type);
        insertOtherPath(entry, QStringLiteral("source"), mount.source);
        entry.insert(QStringLiteral("totalBytes"), numberJson(mount.totalBytes));
        entry.insert(QStringLiteral("freeBytes"), numberJson(mount.freeBytes));
        entry.insert(QStringLiteral("local"), mount.local);
        mounts.append(entry);
    }
    object.insert(QStringLiteral("mounts"), mounts);

    QJsonObject tools;
    for (auto tool = snapshot.tools.cbegin(); tool != snapshot.tools.cend(); ++tool)
        tools.insert(tool.key(), tool->isEmpty() ? QJsonValue() : QJsonValue(*tool));
    object.insert(QStringLiteral("tools"), tools);

    QJsonValue fileSpaces;
    if (snapshot.fileSpaces) {
        QJsonArray array;
        for (const FileSpace &space : *snapshot.fileSpaces) {
            QJsonObject entry;
            insertPath(entry, QStringLiteral("name"), space.name);
            entry.insert(QStringLiteral("lastIncremental"), momentJson(space.lastIncremental));
            array.append(entry);
        }
        fileSpaces = array;
    }
    object.insert(QStringLiteral("fileSpaces"), fileSpaces);
    object.insert(QStringLiteral("domain"), snapshot.domain ? QJsonValue(pathsJson(*snapshot.domain)) : QJsonValue());
    object.insert(QStringLiteral("storageManagerProblem"), snapshot.storageManagerProblem);

    QList<BytePath> asked = snapshot.folders.keys();
    std::sort(asked.begin(), asked.end());
    QJsonArray folders;
    for (const BytePath &folder : asked) {
        QJsonObject entry;
        insertPath(entry, QStringLiteral("folder"), folder);
        entry.insert(QStringLiteral("state"), presenceName(snapshot.folders.value(folder)));
        folders.append(entry);
    }
    object.insert(QStringLiteral("folders"), folders);
}

} // namespace

QJsonObject serverJson(const ServerRow &row)
{
    QJsonObject object {{QStringLiteral("name"), row.server.name},
                        {QStringLiteral("note"), row.server.note},
                        {QStringLiteral("os"), row.server.os},
                        {QStringLiteral("service"), row.server.service},
                        {QStringLiteral("web"), row.server.web},
                        {QStringLiteral("storageNode"), row.server.storageNode},
                        {QStringLiteral("current"), pathsJson(row.server.current)},
                        {QStringLiteral("wanted"), pathsJson(row.server.wanted)},
                        {QStringLiteral("policy"), row.server.policy},
                        {QStringLiteral("archive"), row.server.archive},
                        {QStringLiteral("decisions"), decisionsJson(row.server.decisions)},
                        {QStringLiteral("connection"), connectionJson(row.server.connection)}};
    const bool asked = row.failure.has_value() || row.snapshot.has_value();
    object.insert(QStringLiteral("reachable"), asked ? QJsonValue(!row.failure.has_value()) : QJsonValue());
    object.insert(QStringLiteral("lastProbe"), row.snapshot ? momentJson(row.snapshot->takenAt) : QJsonValue());
    object.insert(QStringLiteral("error"), row.failure ? QJsonValue(errorJson(*row.failure)) : QJsonValue());
    return object;
}

QJsonObject probeJson(const ProbeOutcome &outcome)
{
    QJsonObject object {{QStringLiteral("server"), outcome.server},
                        {QStringLiteral("reachable"), outcome.snapshot.has_value()}};
    if (outcome.snapshot)
        insertSnapshot(object, *outcome.snapshot);
    object.insert(QStringLiteral("error"),
                  outcome.snapshot ? QJsonValue() : QJsonValue(errorJson(outcome.snapshot.error())));
    return object;
}

namespace {

QJsonValue verdictJson(const std::optional<CoverageVerdict> &verdict)
{
    if (!verdict)
        return {};
    QJsonObject object {{QStringLiteral("state"), coverageStateName(verdict->state)},
                        {QStringLiteral("reason"), verdict->reason}};
    insertOtherPath(object, QStringLiteral("by"), verdict->by);
    return object;
}

QJsonValue ruleJson(const std::optional<CoverageRule> &rule)
{
    if (!rule)
        return {};
    QJsonObject object {{QStringLiteral("number"), rule->number},
                        {QStringLiteral("option"), ruleOption(rule->rule)},
                        {QStringLiteral("source"), rule->rule.source}};
    insertOtherPath(object, QStringLiteral("pattern"), rule->rule.pattern);
    return object;
}

} // namespace

QJsonObject coverageJson(const CoverageRow &row)
{
    QJsonObject object {{QStringLiteral("server"), row.server}};
    insertPath(object, QStringLiteral("folder"), row.folder);
    object.insert(QStringLiteral("wanted"), row.wanted);
    object.insert(QStringLiteral("state"), coverageStateName(row.state));
    insertOtherPath(object, QStringLiteral("by"), row.by);
    object.insert(QStringLiteral("evidence"), evidenceName(row.evidence));
    object.insert(QStringLiteral("reason"), row.reason);
    object.insert(QStringLiteral("observedAt"), momentJson(row.observedAt));
    object.insert(QStringLiteral("declared"), verdictJson(row.declared));
    object.insert(QStringLiteral("observed"), verdictJson(row.observed));
    object.insert(QStringLiteral("disagree"), pageAndServerDisagree(row));
    object.insert(QStringLiteral("rule"), ruleJson(row.rule));
    insertOtherPath(object, QStringLiteral("realPath"), row.realPath);
    object.insert(QStringLiteral("lastIncremental"), momentJson(row.lastIncremental));
    return object;
}

QJsonObject findingJson(const Finding &finding)
{
    return {{QStringLiteral("id"), finding.id},
            {QStringLiteral("severity"), severityName(finding.severity)},
            {QStringLiteral("page"), pageName(finding.page)},
            {QStringLiteral("object"), finding.object},
            {QStringLiteral("title"), finding.title},
            {QStringLiteral("reason"), finding.reason},
            {QStringLiteral("advice"), finding.advice}};
}

QJsonObject siteJson(const Site &site)
{
    QJsonObject object {{QStringLiteral("name"), site.name},
                        {QStringLiteral("databaseServer"), site.databaseServer},
                        {QStringLiteral("databaseSocket"), site.databaseSocket},
                        {QStringLiteral("databaseName"), site.databaseName},
                        {QStringLiteral("databaseUser"), site.databaseUser},
                        {QStringLiteral("tablePrefix"), site.tablePrefix},
                        {QStringLiteral("dataServer"), site.dataServer}};
    insertOtherPath(object, QStringLiteral("dataFolder"), site.dataFolder);
    insertOtherPath(object, QStringLiteral("codeFolder"), site.codeFolder);
    insertOtherPath(object, QStringLiteral("archiveFolder"), site.archiveFolder);
    return object;
}

QJsonObject settingJson(const SettingRow &row)
{
    return {{QStringLiteral("name"), row.option.name},
            {QStringLiteral("title"), row.option.title},
            {QStringLiteral("value"), textJson(row.value)},
            {QStringLiteral("meaning"), row.valueInWords},
            {QStringLiteral("agreed"), textJson(row.agreed)},
            {QStringLiteral("agreedMeaning"), row.agreedInWords},
            {QStringLiteral("state"), settingStateName(row.state)}};
}

QJsonObject changeJson(const ConfigChange &change)
{
    return {{QStringLiteral("name"), change.name},
            {QStringLiteral("seen"), textJson(change.seen)},
            {QStringLiteral("wanted"), change.wanted}};
}

QString outcomeName(ConfigOutcome::Kind kind)
{
    switch (kind) {
    case ConfigOutcome::Kind::Written:
        return QStringLiteral("written");
    case ConfigOutcome::Kind::Same:
        return QStringLiteral("same");
    case ConfigOutcome::Kind::Conflict:
        return QStringLiteral("conflict");
    case ConfigOutcome::Kind::NotTried:
        return QStringLiteral("notTried");
    case ConfigOutcome::Kind::Unknown:
        return QStringLiteral("unknown");
    }
    return {};
}

QJsonObject outcomeJson(const ConfigOutcome &outcome)
{
    QJsonObject object = changeJson(outcome.change);
    object.insert(QStringLiteral("found"), textJson(outcome.found));
    object.insert(QStringLiteral("outcome"), outcomeName(outcome.kind));
    return object;
}

QJsonObject historyJson(const SettingsHistoryEntry &entry)
{
    QJsonArray changes;
    for (const ConfigChange &change : entry.changes)
        changes.append(changeJson(change));
    return {{QStringLiteral("id"), entry.id},     {QStringLiteral("when"), momentJson(entry.when)},
            {QStringLiteral("who"), entry.who},   {QStringLiteral("site"), entry.site},
            {QStringLiteral("changes"), changes}, {QStringLiteral("result"), entry.result}};
}

} // namespace Nightkeep
