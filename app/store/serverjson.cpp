// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/serverjson.h"

#include "app/store/inspectionjson.h"
#include "models/storage/decisionfield.h"

#include <algorithm>

namespace Nightkeep {

namespace {

constexpr std::initializer_list<std::pair<FolderPresence, const char *>> presenceWords = {
    {FolderPresence::Present, "present"},
    {FolderPresence::Missing, "missing"},
    {FolderPresence::NotFolder, "notFolder"},
    {FolderPresence::Unreadable, "unreadable"}};

constexpr std::initializer_list<std::pair<ServerConnection::Kind, const char *>> connectionWords = {
    {ServerConnection::Kind::Ssh, "ssh"}, {ServerConnection::Kind::LocalFolder, "localFolder"}};

constexpr std::initializer_list<std::pair<Agreement::State, const char *>> agreementWords = {
    {Agreement::State::Unsaid, "unsaid"},
    {Agreement::State::ToBeAgreed, "toBeAgreed"},
    {Agreement::State::Agreed, "agreed"}};

constexpr int highestPort = 65535;
constexpr int highestFigure = 1'000'000;

Agreement readAgreement(JsonReader &reader)
{
    Agreement agreement;
    agreement.state = reader.choice("state", agreementWords);
    agreement.on = reader.date("on");
    agreement.by = reader.text("by");
    agreement.note = reader.text("note");
    return agreement;
}

QJsonObject toJson(const Mount &mount)
{
    return {{QStringLiteral("target"), jsonBytes(mount.target)}, {QStringLiteral("type"), mount.type},
            {QStringLiteral("source"), jsonBytes(mount.source)}, {QStringLiteral("totalBytes"), mount.totalBytes},
            {QStringLiteral("freeBytes"), mount.freeBytes},      {QStringLiteral("local"), mount.local},
            {QStringLiteral("root"), jsonBytes(mount.root)},     {QStringLiteral("bindOf"), jsonBytes(mount.bindOf)},
            {QStringLiteral("readOnly"), mount.readOnly}};
}

Mount readMount(JsonReader &reader)
{
    Mount mount;
    mount.target = reader.bytes("target");
    mount.type = reader.text("type");
    mount.source = reader.bytes("source");
    mount.totalBytes = reader.integer("totalBytes");
    mount.freeBytes = reader.integer("freeBytes");
    mount.local = reader.boolean("local");
    if (reader.has("root")) { // payloads of earlier versions know nothing of bind mounts
        mount.root = reader.bytes("root");
        mount.bindOf = reader.bytes("bindOf");
        mount.readOnly = reader.boolean("readOnly");
    }
    return mount;
}

template<typename Key, typename Value> QList<Key> sortedKeys(const QHash<Key, Value> &hash)
{
    QList<Key> keys = hash.keys();
    std::sort(keys.begin(), keys.end());
    return keys;
}

void insertFileSpaces(QJsonObject &object, const std::optional<QList<FileSpace>> &fileSpaces)
{
    QJsonValue value(QJsonValue::Null);
    if (fileSpaces) {
        QJsonArray array;
        for (const FileSpace &space : *fileSpaces)
            array.append(QJsonObject {{QStringLiteral("name"), jsonBytes(space.name)},
                                      {QStringLiteral("lastIncremental"), jsonMoment(space.lastIncremental)}});
        value = array;
    }
    object.insert(QStringLiteral("fileSpaces"), value);
}

void readFolders(JsonReader &reader, ServerSnapshot &snapshot)
{
    using Folder = std::pair<BytePath, FolderPresence>;
    const QList<Folder> folders = reader.list<Folder>("folders", [](JsonReader &element) {
        const BytePath path = element.bytes("path");
        return Folder(path, element.choice("presence", presenceWords));
    });
    for (const Folder &folder : folders) {
        if (snapshot.folders.contains(folder.first))
            reader.refuse("folders", QString::fromLatin1(percentEncoded(folder.first)));
        snapshot.folders.insert(folder.first, folder.second);
    }
}

void readTools(JsonReader &reader, ServerSnapshot &snapshot)
{
    using Tool = std::pair<QString, QString>;
    const QList<Tool> tools = reader.list<Tool>("tools", [](JsonReader &element) {
        const QString name = element.text("name");
        return Tool(name, element.text("path"));
    });
    for (const Tool &tool : tools) {
        if (snapshot.tools.contains(tool.first))
            reader.refuse("tools", tool.first);
        snapshot.tools.insert(tool.first, tool.second);
    }
}

} // namespace

QString connectionKindWord(ServerConnection::Kind kind)
{
    return wordFor(kind, connectionWords);
}

std::optional<ServerConnection::Kind> connectionKindFromWord(const QString &word)
{
    for (const auto &[kind, known] : connectionWords) {
        if (word == QLatin1String(known))
            return kind;
    }
    return std::nullopt;
}

std::optional<ErrorKind> errorKindFromName(const QString &name)
{
    for (int kind = 0; kind <= static_cast<int>(ErrorKind::Internal); ++kind) {
        if (errorKindName(static_cast<ErrorKind>(kind)) == name)
            return static_cast<ErrorKind>(kind);
    }
    return std::nullopt;
}

QJsonObject toJson(const Server &server)
{
    const ServerConnection &connection = server.connection;
    return {{QStringLiteral("name"), server.name},
            {QStringLiteral("note"), server.note},
            {QStringLiteral("os"), server.os},
            {QStringLiteral("service"), server.service},
            {QStringLiteral("web"), server.web},
            {QStringLiteral("storageNode"), server.storageNode},
            {QStringLiteral("current"), jsonBytesList(server.current)},
            {QStringLiteral("wanted"), jsonBytesList(server.wanted)},
            {QStringLiteral("policy"), server.policy},
            {QStringLiteral("archive"), server.archive},
            {QStringLiteral("connection"),
             QJsonObject {{QStringLiteral("kind"), connectionKindWord(connection.kind)},
                          {QStringLiteral("host"), connection.host},
                          {QStringLiteral("user"), connection.user},
                          {QStringLiteral("port"), connection.port},
                          {QStringLiteral("root"), connection.root}}},
            {QStringLiteral("decisions"),
             server.decisions.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(decisionsJson(server.decisions))}};
}

Server readServer(JsonReader &reader)
{
    Server server;
    server.name = reader.text("name");
    server.note = reader.text("note");
    server.os = reader.text("os");
    server.service = reader.text("service");
    server.web = reader.text("web");
    server.storageNode = reader.text("storageNode");
    server.current = reader.bytesList("current");
    server.wanted = reader.bytesList("wanted");
    server.policy = reader.text("policy");
    server.archive = reader.text("archive");
    JsonReader connection = reader.object("connection");
    server.connection.kind = connection.choice("kind", connectionWords);
    server.connection.host = connection.text("host");
    server.connection.user = connection.text("user");
    server.connection.port = static_cast<int>(connection.integer("port", 0, highestPort));
    server.connection.root = connection.text("root");
    connection.finish();
    if (reader.has("decisions") && !reader.isNull("decisions")) { // form 1 has none
        JsonReader decisions = reader.object("decisions");
        server.decisions = readServerDecisions(decisions);
        decisions.finish();
    }
    return server;
}

ServerDecisions readServerDecisions(JsonReader &reader)
{
    ServerDecisions decisions;
    for (const Figure figure : allFigures()) {
        const QByteArray key = figureKey(figure).toLatin1();
        const std::optional<qint64> value = reader.integerOrNull(key.constData(), NoLimit, highestFigure);
        if (value && !figureRange(figure).holds(static_cast<int>(*value)))
            reader.refuse(key.constData(), QString::number(*value));
        if (value)
            figureOf(decisions, figure) = static_cast<int>(*value);
    }
    for (const DecisionSubject subject : decisionSubjects()) {
        JsonReader agreement = reader.object(subjectKey(subject).toLatin1().constData());
        agreementOf(decisions, subject) = readAgreement(agreement);
        agreement.finish();
    }
    return decisions;
}

QJsonObject toJson(const ServerSnapshot &snapshot)
{
    QJsonArray mounts;
    for (const Mount &mount : snapshot.mounts)
        mounts.append(toJson(mount));
    QJsonArray tools;
    for (const QString &name : sortedKeys(snapshot.tools))
        tools.append(
            QJsonObject {{QStringLiteral("name"), name}, {QStringLiteral("path"), snapshot.tools.value(name)}});
    QJsonArray folders;
    for (const BytePath &path : sortedKeys(snapshot.folders))
        folders.append(
            QJsonObject {{QStringLiteral("path"), jsonBytes(path)},
                         {QStringLiteral("presence"), wordFor(snapshot.folders.value(path), presenceWords)}});

    QJsonObject object {{QStringLiteral("takenAt"), jsonMoment(snapshot.takenAt)},
                        {QStringLiteral("osRelease"), snapshot.osRelease},
                        {QStringLiteral("kernel"), snapshot.kernel},
                        {QStringLiteral("uptimeSeconds"), snapshot.uptimeSeconds},
                        {QStringLiteral("clockOffsetSeconds"), snapshot.clockOffsetSeconds},
                        {QStringLiteral("mounts"), mounts},
                        {QStringLiteral("tools"), tools},
                        {QStringLiteral("domain"),
                         snapshot.domain ? QJsonValue(jsonBytesList(*snapshot.domain)) : QJsonValue(QJsonValue::Null)},
                        {QStringLiteral("storageManagerProblem"), snapshot.storageManagerProblem},
                        {QStringLiteral("folders"), folders}};
    insertFileSpaces(object, snapshot.fileSpaces);
    insertStorageRules(object, snapshot);
    return object;
}

ServerSnapshot readServerSnapshot(JsonReader &reader)
{
    ServerSnapshot snapshot;
    snapshot.takenAt = reader.moment("takenAt");
    snapshot.osRelease = reader.text("osRelease");
    snapshot.kernel = reader.text("kernel");
    snapshot.uptimeSeconds = reader.integer("uptimeSeconds");
    snapshot.clockOffsetSeconds = reader.integer("clockOffsetSeconds");
    snapshot.mounts = reader.list<Mount>("mounts", readMount);
    readTools(reader, snapshot);
    if (!reader.isNull("fileSpaces"))
        snapshot.fileSpaces = reader.list<FileSpace>("fileSpaces", [](JsonReader &element) {
            FileSpace space;
            space.name = element.bytes("name");
            space.lastIncremental = element.moment("lastIncremental");
            return space;
        });
    if (!reader.isNull("domain"))
        snapshot.domain = reader.bytesList("domain");
    snapshot.storageManagerProblem = reader.text("storageManagerProblem");
    readFolders(reader, snapshot);
    readStorageRules(reader, snapshot);
    return snapshot;
}

QJsonObject toJson(const StoredFailure &failure)
{
    return {{QStringLiteral("when"), jsonMoment(failure.when)},
            {QStringLiteral("kind"), errorKindName(failure.error.kind)},
            {QStringLiteral("message"), failure.error.message},
            {QStringLiteral("advice"), failure.error.advice},
            {QStringLiteral("detail"), failure.error.detail}};
}

StoredFailure readStoredFailure(JsonReader &reader)
{
    StoredFailure failure;
    failure.when = reader.moment("when");
    const QString kind = reader.text("kind");
    const std::optional<ErrorKind> known = errorKindFromName(kind);
    if (!known)
        reader.refuse("kind", kind);
    failure.error.kind = known.value_or(ErrorKind::Internal);
    failure.error.message = reader.text("message");
    failure.error.advice = reader.text("advice");
    failure.error.detail = reader.text("detail");
    return failure;
}

} // namespace Nightkeep
