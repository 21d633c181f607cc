// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/sitejson.h"

#include <algorithm>

namespace Nightkeep {

namespace {

constexpr std::initializer_list<std::pair<ArchiveRule, const char *>> ruleWords = {
    {ArchiveRule::SinceLastRun, "sinceLastRun"}, {ArchiveRule::NewestPerCourse, "newestPerCourse"}};

constexpr std::initializer_list<std::pair<ArchiveState, const char *>> stateWords = {
    {ArchiveState::None, "none"},
    {ArchiveState::Working, "working"},
    {ArchiveState::Resumable, "resumable"},
    {ArchiveState::Complete, "complete"},
    {ArchiveState::Unknown, "unknown"}};

constexpr std::initializer_list<std::pair<ArchiveStep, const char *>> stepWords = {
    {ArchiveStep::Queued, "queued"},       {ArchiveStep::Listing, "listing"},
    {ArchiveStep::Packing, "packing"},     {ArchiveStep::Syncing, "syncing"},
    {ArchiveStep::Comparing, "comparing"}, {ArchiveStep::Hashing, "hashing"},
    {ArchiveStep::Finishing, "finishing"}, {ArchiveStep::Done, "done"}};

constexpr qint64 highestInt = std::numeric_limits<int>::max();

QJsonObject toJson(const Progress &progress)
{
    return {{QStringLiteral("done"), progress.done},
            {QStringLiteral("total"), progress.total},
            {QStringLiteral("inBytes"), progress.inBytes},
            {QStringLiteral("text"), progress.text}};
}

Progress readProgress(JsonReader reader)
{
    Progress progress;
    progress.done = reader.integer("done");
    progress.total = reader.integer("total");
    progress.inBytes = reader.boolean("inBytes");
    progress.text = reader.text("text");
    reader.finish();
    return progress;
}

QJsonObject toJson(const ArchiveRun &run)
{
    return {{QStringLiteral("id"), run.id},
            {QStringLiteral("request"),
             QJsonObject {{QStringLiteral("site"), run.request.site},
                          {QStringLiteral("rule"), archiveRuleWord(run.request.rule)},
                          {QStringLiteral("notBefore"), jsonDate(run.request.notBefore)},
                          {QStringLiteral("name"), run.request.name}}},
            {QStringLiteral("server"), run.server},
            {QStringLiteral("dataFolder"), jsonBytes(run.dataFolder)},
            {QStringLiteral("archiveFolder"), jsonBytes(run.archiveFolder)},
            {QStringLiteral("startedAt"), jsonMoment(run.startedAt)},
            {QStringLiteral("startedBy"), run.startedBy},
            {QStringLiteral("files"), run.files},
            {QStringLiteral("bytes"), run.bytes}};
}

ArchiveRun readArchiveRun(JsonReader reader)
{
    ArchiveRun run;
    run.id = reader.text("id");
    JsonReader request = reader.object("request");
    run.request.site = request.text("site");
    run.request.rule = request.choice("rule", ruleWords);
    run.request.notBefore = request.date("notBefore");
    run.request.name = request.text("name");
    request.finish();
    run.server = reader.text("server");
    run.dataFolder = reader.bytes("dataFolder");
    run.archiveFolder = reader.bytes("archiveFolder");
    run.startedAt = reader.moment("startedAt");
    run.startedBy = reader.text("startedBy");
    run.files = static_cast<int>(reader.integer("files", 0, highestInt));
    run.bytes = reader.integer("bytes");
    reader.finish();
    return run;
}

} // namespace

QString archiveRuleWord(ArchiveRule rule)
{
    return wordFor(rule, ruleWords);
}

std::optional<ArchiveRule> archiveRuleFromWord(const QString &word)
{
    for (const auto &[rule, known] : ruleWords) {
        if (word == QLatin1String(known))
            return rule;
    }
    return std::nullopt;
}

QJsonObject toJson(const Site &site)
{
    return {{QStringLiteral("name"), site.name},
            {QStringLiteral("databaseServer"), site.databaseServer},
            {QStringLiteral("databaseSocket"), site.databaseSocket},
            {QStringLiteral("databaseName"), site.databaseName},
            {QStringLiteral("databaseUser"), site.databaseUser},
            {QStringLiteral("tablePrefix"), site.tablePrefix},
            {QStringLiteral("dataServer"), site.dataServer},
            {QStringLiteral("dataFolder"), jsonBytes(site.dataFolder)},
            {QStringLiteral("codeFolder"), jsonBytes(site.codeFolder)},
            {QStringLiteral("archiveFolder"), jsonBytes(site.archiveFolder)}};
}

Site readSite(JsonReader &reader)
{
    Site site;
    site.name = reader.text("name");
    site.databaseServer = reader.text("databaseServer");
    site.databaseSocket = reader.text("databaseSocket");
    site.databaseName = reader.text("databaseName");
    site.databaseUser = reader.text("databaseUser");
    site.tablePrefix = reader.text("tablePrefix");
    site.dataServer = reader.text("dataServer");
    site.dataFolder = reader.bytes("dataFolder");
    site.codeFolder = reader.bytes("codeFolder");
    site.archiveFolder = reader.bytes("archiveFolder");
    return site;
}

QJsonArray jsonTexts(const QHash<QString, QString> &texts)
{
    QStringList names = texts.keys();
    std::sort(names.begin(), names.end());
    QJsonArray array;
    for (const QString &name : names)
        array.append(QJsonObject {{QStringLiteral("name"), name}, {QStringLiteral("value"), texts.value(name)}});
    return array;
}

QHash<QString, QString> readTexts(JsonReader &reader, const char *name)
{
    using NamedText = std::pair<QString, QString>;
    const QList<NamedText> list = reader.list<NamedText>(name, [](JsonReader &element) {
        const QString key = element.text("name");
        return NamedText(key, element.text("value"));
    });
    QHash<QString, QString> texts;
    for (const NamedText &item : list) {
        if (texts.contains(item.first))
            reader.refuse(name, item.first);
        texts.insert(item.first, item.second);
    }
    return texts;
}

QJsonObject toJson(const SettingsSnapshot &snapshot)
{
    return {{QStringLiteral("readAt"), jsonMoment(snapshot.readAt)},
            {QStringLiteral("values"), jsonTexts(snapshot.values)},
            {QStringLiteral("transactions"),
             snapshot.transactions ? QJsonValue(*snapshot.transactions) : QJsonValue(QJsonValue::Null)}};
}

SettingsSnapshot readSettingsSnapshot(JsonReader &reader)
{
    SettingsSnapshot snapshot;
    snapshot.readAt = reader.moment("readAt");
    snapshot.values = readTexts(reader, "values");
    snapshot.transactions = reader.booleanOrNull("transactions");
    return snapshot;
}

QJsonObject toJson(const ArchiveStatus &status)
{
    return {{QStringLiteral("state"), wordFor(status.state, stateWords)},
            {QStringLiteral("step"), wordFor(status.step, stepWords)},
            {QStringLiteral("progress"), toJson(status.progress)},
            {QStringLiteral("secondsLeft"), status.secondsLeft},
            {QStringLiteral("failure"), status.failure},
            {QStringLiteral("sha256"), jsonBytes(status.sha256)},
            {QStringLiteral("tarBytes"), status.tarBytes},
            {QStringLiteral("finishedAt"), jsonMoment(status.finishedAt)},
            {QStringLiteral("log"), status.log}};
}

ArchiveStatus readArchiveStatus(JsonReader &reader)
{
    ArchiveStatus status;
    status.state = reader.choice("state", stateWords);
    status.step = reader.choice("step", stepWords);
    status.progress = readProgress(reader.object("progress"));
    status.secondsLeft = reader.integer("secondsLeft");
    status.failure = reader.text("failure");
    status.sha256 = reader.bytes("sha256");
    status.tarBytes = reader.integer("tarBytes");
    status.finishedAt = reader.moment("finishedAt");
    status.log = reader.text("log");
    return status;
}

QJsonObject toJson(const ArchiveRecord &record)
{
    return {{QStringLiteral("run"), toJson(record.run)},
            {QStringLiteral("status"), toJson(record.status)},
            {QStringLiteral("asOf"), jsonMoment(record.asOf)}};
}

ArchiveRecord readArchiveRecord(JsonReader &reader)
{
    ArchiveRecord record;
    record.run = readArchiveRun(reader.object("run"));
    JsonReader status = reader.object("status");
    record.status = readArchiveStatus(status);
    status.finish();
    record.asOf = reader.moment("asOf");
    return record;
}

QJsonObject toJson(const AuditEntry &entry)
{
    return {{QStringLiteral("id"), entry.id},
            {QStringLiteral("when"), jsonMoment(entry.when)},
            {QStringLiteral("who"), entry.who},
            {QStringLiteral("act"), entry.act},
            {QStringLiteral("phase"), entry.phase},
            {QStringLiteral("object"), entry.object},
            {QStringLiteral("oldValue"), entry.oldValue},
            {QStringLiteral("newValue"), entry.newValue},
            {QStringLiteral("result"), entry.result},
            {QStringLiteral("detail"), entry.detail},
            {QStringLiteral("before"), entry.before},
            {QStringLiteral("hash"), QString::fromLatin1(entry.hash)}};
}

AuditEntry readAuditEntry(JsonReader &reader)
{
    AuditEntry entry;
    entry.id = reader.integer("id", 1);
    entry.when = reader.moment("when");
    entry.who = reader.text("who");
    entry.act = reader.text("act");
    entry.phase = reader.text("phase");
    entry.object = reader.text("object");
    entry.oldValue = reader.text("oldValue");
    entry.newValue = reader.text("newValue");
    entry.result = reader.text("result");
    entry.detail = reader.text("detail");
    entry.before = reader.integer("before", 0);
    entry.hash = reader.text("hash").toLatin1();
    return entry;
}

} // namespace Nightkeep
