// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/inspectionjson.h"

#include "models/storage/serverdecisions.h"

#include <algorithm>

namespace Nightkeep {

namespace {

using Scope = IncludeExcludeRule::Scope;

constexpr std::initializer_list<std::pair<Scope, const char *>> scopeWords = {
    {Scope::File, "file"}, {Scope::Directory, "directory"}, {Scope::FileSpace, "fileSpace"}, {Scope::Other, "other"}};

constexpr std::initializer_list<std::pair<ChangeRate::State, const char *>> rateWords = {
    {ChangeRate::State::Counted, "counted"},       {ChangeRate::State::Partly, "partly"},
    {ChangeRate::State::Unfinished, "unfinished"}, {ChangeRate::State::Missing, "missing"},
    {ChangeRate::State::NotFolder, "notFolder"},   {ChangeRate::State::Unreadable, "unreadable"},
    {ChangeRate::State::Unable, "unable"}};

constexpr std::initializer_list<std::pair<BackupPreview::State, const char *>> previewWords = {
    {BackupPreview::State::Whole, "whole"},
    {BackupPreview::State::Unfinished, "unfinished"},
    {BackupPreview::State::Cut, "cut"}};

QJsonObject toJson(const IncludeExcludeRule &rule)
{
    return {{QStringLiteral("include"), rule.include},
            {QStringLiteral("scope"), wordFor(rule.scope, scopeWords)},
            {QStringLiteral("pattern"), jsonBytes(rule.pattern)},
            {QStringLiteral("source"), rule.source},
            {QStringLiteral("managementClass"), rule.managementClass}};
}

IncludeExcludeRule readRule(JsonReader &reader)
{
    IncludeExcludeRule rule;
    rule.include = reader.boolean("include");
    rule.scope = reader.choice("scope", scopeWords);
    rule.pattern = reader.bytes("pattern");
    rule.source = reader.text("source");
    rule.managementClass = reader.text("managementClass");
    return rule;
}

/// The figures of a class by their names; each may be absent, or -1 for no limit.
struct FigureName
{
    const char *name;
    std::optional<int> ManagementClass::*member;
};
constexpr FigureName figureNames[] = {
    {"versionsExist", &ManagementClass::versionsExist}, {"versionsDeleted", &ManagementClass::versionsDeleted},
    {"retainExtra", &ManagementClass::retainExtra},     {"retainOnly", &ManagementClass::retainOnly},
    {"frequency", &ManagementClass::frequency},         {"archiveRetain", &ManagementClass::archiveRetain}};

QJsonObject toJson(const ManagementClass &managed)
{
    QJsonObject object {{QStringLiteral("name"), managed.name},
                        {QStringLiteral("default"), managed.isDefault},
                        {QStringLiteral("description"), managed.description}};
    for (const FigureName &figure : figureNames) {
        const std::optional<int> value = managed.*figure.member;
        object.insert(QLatin1String(figure.name), value ? QJsonValue(*value) : QJsonValue(QJsonValue::Null));
    }
    return object;
}

ManagementClass readManagementClass(JsonReader &reader)
{
    ManagementClass managed;
    managed.name = reader.text("name");
    managed.isDefault = reader.boolean("default");
    managed.description = reader.text("description");
    for (const FigureName &figure : figureNames) {
        if (!reader.isNull(figure.name))
            managed.*figure.member =
                static_cast<int>(reader.integer(figure.name, NoLimit, std::numeric_limits<int>::max()));
    }
    return managed;
}

template<typename T> QJsonValue listOrNull(const std::optional<QList<T>> &list)
{
    if (!list)
        return QJsonValue::Null;
    QJsonArray array;
    for (const T &item : *list)
        array.append(toJson(item));
    return array;
}

QJsonObject toJson(const ChangeCount &count)
{
    return {{QStringLiteral("files"), count.files}, {QStringLiteral("bytes"), count.bytes}};
}

ChangeCount readCount(JsonReader &rate, const char *name)
{
    JsonReader reader = rate.object(name);
    ChangeCount count;
    count.files = reader.integer("files", 0);
    count.bytes = reader.integer("bytes", 0);
    reader.finish();
    return count;
}

} // namespace

void insertStorageRules(QJsonObject &object, const ServerSnapshot &snapshot)
{
    QList<BytePath> linked = snapshot.realPaths.keys();
    std::sort(linked.begin(), linked.end());
    QJsonArray realPaths;
    for (const BytePath &path : linked)
        realPaths.append(QJsonObject {{QStringLiteral("path"), jsonBytes(path)},
                                      {QStringLiteral("real"), jsonBytes(snapshot.realPaths.value(path))}});
    object.insert(QStringLiteral("realPaths"), realPaths);
    object.insert(QStringLiteral("rules"), listOrNull(snapshot.rules));
    object.insert(QStringLiteral("managementClasses"), listOrNull(snapshot.managementClasses));
    object.insert(QStringLiteral("virtualMountPoints"), jsonBytesList(snapshot.virtualMountPoints));
    QJsonArray problems;
    for (const QString &problem : snapshot.evidenceProblems)
        problems.append(QJsonObject {{QStringLiteral("text"), problem}});
    object.insert(QStringLiteral("evidenceProblems"), problems);
}

void readStorageRules(JsonReader &reader, ServerSnapshot &snapshot)
{
    if (!reader.has("realPaths"))
        return;
    using Link = std::pair<BytePath, BytePath>;
    const QList<Link> links = reader.list<Link>("realPaths", [](JsonReader &element) {
        const BytePath path = element.bytes("path");
        return Link(path, element.bytes("real"));
    });
    for (const Link &link : links) {
        if (snapshot.realPaths.contains(link.first))
            reader.refuse("realPaths", QString::fromLatin1(percentEncoded(link.first)));
        snapshot.realPaths.insert(link.first, link.second);
    }
    if (!reader.isNull("rules"))
        snapshot.rules = reader.list<IncludeExcludeRule>("rules", readRule);
    if (!reader.isNull("managementClasses"))
        snapshot.managementClasses = reader.list<ManagementClass>("managementClasses", readManagementClass);
    snapshot.virtualMountPoints = reader.bytesList("virtualMountPoints");
    snapshot.evidenceProblems =
        reader.list<QString>("evidenceProblems", [](JsonReader &element) { return element.text("text"); });
}

QJsonObject toJson(const ChangeRates &rates)
{
    QJsonArray folders;
    for (const ChangeRate &rate : rates.folders)
        folders.append(QJsonObject {{QStringLiteral("folder"), jsonBytes(rate.folder)},
                                    {QStringLiteral("state"), wordFor(rate.state, rateWords)},
                                    {QStringLiteral("all"), toJson(rate.all)},
                                    {QStringLiteral("day"), toJson(rate.day)},
                                    {QStringLiteral("week"), toJson(rate.week)},
                                    {QStringLiteral("month"), toJson(rate.month)}});
    return {{QStringLiteral("takenAt"), jsonMoment(rates.takenAt)}, {QStringLiteral("folders"), folders}};
}

ChangeRates readChangeRates(JsonReader &reader)
{
    ChangeRates rates;
    rates.takenAt = reader.moment("takenAt");
    rates.folders = reader.list<ChangeRate>("folders", [](JsonReader &element) {
        ChangeRate rate;
        rate.folder = element.bytes("folder");
        rate.state = element.choice("state", rateWords);
        rate.all = readCount(element, "all");
        rate.day = readCount(element, "day");
        rate.week = readCount(element, "week");
        rate.month = readCount(element, "month");
        return rate;
    });
    return rates;
}

QJsonObject toJson(const BackupPreview &preview)
{
    QJsonArray excluded;
    for (const ExcludedObject &object : preview.firstExcluded)
        excluded.append(QJsonObject {{QStringLiteral("path"), jsonBytes(object.path)},
                                     {QStringLiteral("rule"), object.rule},
                                     {QStringLiteral("source"), object.source}});
    return {{QStringLiteral("folder"), jsonBytes(preview.folder)},
            {QStringLiteral("takenAt"), jsonMoment(preview.takenAt)},
            {QStringLiteral("state"), wordFor(preview.state, previewWords)},
            {QStringLiteral("included"), preview.included},
            {QStringLiteral("excluded"), preview.excluded},
            {QStringLiteral("firstExcluded"), excluded}};
}

BackupPreview readBackupPreview(JsonReader &reader)
{
    BackupPreview preview;
    preview.folder = reader.bytes("folder");
    preview.takenAt = reader.moment("takenAt");
    preview.state = reader.choice("state", previewWords);
    preview.included = reader.integer("included", 0);
    preview.excluded = reader.integer("excluded", 0);
    preview.firstExcluded = reader.list<ExcludedObject>("firstExcluded", [](JsonReader &element) {
        ExcludedObject object;
        object.path = element.bytes("path");
        object.rule = element.text("rule");
        object.source = element.text("source");
        return object;
    });
    return preview;
}

} // namespace Nightkeep
