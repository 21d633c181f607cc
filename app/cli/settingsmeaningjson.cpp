// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/settingsmeaningjson.h"

#include "app/cli/clijson.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace Nightkeep {

namespace {

constexpr qsizetype meaningExamples = 20;

template<typename T> QJsonValue meaningFigure(const std::optional<T> &figure)
{
    return figure ? QJsonValue(qint64(*figure)) : QJsonValue();
}

QJsonValue meaningDeletions(const std::optional<QList<CopyToGo>> &deletions)
{
    if (!deletions)
        return {};
    double bytes = 0; // of many, and each may be whatever was told
    qint64 unsized = 0;
    QJsonArray examples;
    for (const CopyToGo &copy : *deletions) {
        bytes += double(std::max<qint64>(copy.bytes, 0));
        unsized += copy.bytes < 0 ? 1 : 0;
        if (examples.size() < meaningExamples)
            examples.append(QJsonObject {{QStringLiteral("course"), copy.course},
                                         {QStringLiteral("shortName"), copy.shortName},
                                         {QStringLiteral("path"), displayPath(copy.path)},
                                         {QStringLiteral("made"), momentJson(copy.made)},
                                         {QStringLiteral("bytes"), copy.bytes}});
    }
    return QJsonObject {{QStringLiteral("count"), qint64(deletions->size())},
                        {QStringLiteral("bytes"), bytes},
                        {QStringLiteral("unsized"), unsized},
                        {QStringLiteral("examples"), examples}};
}

} // namespace

QJsonObject settingsMeaningJson(const SettingsMeaning &meaning)
{
    QJsonArray runs;
    for (const QDateTime &run : meaning.runsAfter)
        runs.append(momentJson(run));
    return {{QStringLiteral("nightsBefore"), meaningFigure(meaning.nightsBefore)},
            {QStringLiteral("nightsAfter"), meaningFigure(meaning.nightsAfter)},
            {QStringLiteral("deletions"), meaningDeletions(meaning.deletions)},
            {QStringLiteral("bytesAWeekBefore"), meaningFigure(meaning.bytesAWeekBefore)},
            {QStringLiteral("bytesAWeekAfter"), meaningFigure(meaning.bytesAWeekAfter)},
            {QStringLiteral("runsAfter"), runs},
            {QStringLiteral("sentences"), QJsonArray::fromStringList(meaning.sentences)},
            {QStringLiteral("unknown"), QJsonArray::fromStringList(meaning.unknown)}};
}

QJsonObject saySettingsMeaning(const CliContext &context, Workspace &workspace, const Site &site,
                               const SettingsPlan &plan)
{
    const Result<SettingsView> view = workspace.settings().lastView(site); // as it was read for the plan
    if (!view) {
        context.say(view.error());
        return {};
    }
    const SettingsMeaning meaning = meaningOf(readWorkspace(workspace), *view, plan.changes);
    for (const QString &sentence : meaning.sentences + meaning.unknown)
        context.say(sentence);
    return settingsMeaningJson(meaning);
}

CliAnswer withSettingsMeaning(CliAnswer answer, const QJsonObject &meaning)
{
    QJsonObject object = answer.json.object();
    object.insert(QStringLiteral("meaning"), meaning);
    answer.json = QJsonDocument(object);
    return answer;
}

} // namespace Nightkeep
