// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/clijson.h"

#include "models/coverage/coveragereason.h"

namespace Nightkeep {

namespace {

QJsonValue textJson(const std::optional<QString> &text)
{
    return text ? QJsonValue(*text) : QJsonValue();
}

void insertAll(QJsonObject &object, const QJsonObject &more)
{
    for (auto field = more.constBegin(); field != more.constEnd(); ++field)
        object.insert(field.key(), field.value());
}

QString groupName(OptionGroup group)
{
    switch (group) {
    case OptionGroup::Schedule:
        return QStringLiteral("schedule");
    case OptionGroup::Keep:
        return QStringLiteral("keep");
    case OptionGroup::Place:
        return QStringLiteral("place");
    case OptionGroup::Skip:
        return QStringLiteral("skip");
    case OptionGroup::Content:
        return QStringLiteral("content");
    case OptionGroup::Internal:
        return QStringLiteral("internal");
    }
    return {};
}

} // namespace

QJsonValue numberJson(qint64 number)
{
    return number < 0 ? QJsonValue() : QJsonValue(number);
}

QJsonObject serverJson(const ServerRow &row)
{
    QJsonObject object = cliJson(row.server);
    const bool asked = row.failure.has_value() || row.snapshot.has_value();
    object.insert(QStringLiteral("reachable"), asked ? QJsonValue(!row.failure.has_value()) : QJsonValue());
    object.insert(QStringLiteral("lastProbe"), row.snapshot ? momentJson(row.snapshot->takenAt) : QJsonValue());
    object.insert(QStringLiteral("error"), cliJson(row.failure));
    return object;
}

QJsonObject probeJson(const ProbeOutcome &outcome)
{
    QJsonObject object = outcome.snapshot ? cliJson(*outcome.snapshot) : QJsonObject();
    object.insert(QStringLiteral("server"), outcome.server);
    object.insert(QStringLiteral("reachable"), outcome.snapshot.has_value());
    object.insert(QStringLiteral("error"),
                  outcome.snapshot ? QJsonValue() : QJsonValue(cliJson(outcome.snapshot.error())));
    object.insert(QStringLiteral("notKept"), cliJson(outcome.notKept));
    return object;
}

QJsonObject coverageJson(const CoverageRow &row)
{
    QJsonObject object = cliJson(row);
    if (row.rule) {
        QJsonObject rule = cliJson(*row.rule);
        rule.insert(QStringLiteral("option"), ruleOption(row.rule->rule));
        object.insert(QStringLiteral("rule"), rule);
    }
    object.insert(QStringLiteral("disagree"), pageAndServerDisagree(row));
    return object;
}

QJsonObject settingJson(const SettingRow &row)
{
    return {{QStringLiteral("name"), row.option.name},
            {QStringLiteral("title"), row.option.title},
            {QStringLiteral("edition"), nameOf(row.option.edition)},
            {QStringLiteral("group"), groupName(row.option.group)},
            {QStringLiteral("value"), textJson(row.value)},
            {QStringLiteral("served"), textJson(row.served)},
            {QStringLiteral("forced"), row.isForced},
            {QStringLiteral("duplicate"), row.isDuplicate},
            {QStringLiteral("meaning"), row.valueInWords},
            {QStringLiteral("since"), momentJson(row.since)},
            {QStringLiteral("whenMissing"), row.option.whenMissing},
            {QStringLiteral("whenNew"), row.option.whenNew.isNull() ? QJsonValue() : QJsonValue(row.option.whenNew)},
            {QStringLiteral("agreed"), textJson(row.agreed)},
            {QStringLiteral("agreedMeaning"), row.agreedInWords},
            {QStringLiteral("agreedOn"), Json::writeDate(row.agreedOn)},
            {QStringLiteral("agreedBy"), row.agreedBy},
            {QStringLiteral("state"), nameOf(row.state)}};
}

QJsonObject archivePlanJson(const ArchivePlan &plan)
{
    QJsonObject object = cliJson(plan);
    object.insert(QStringLiteral("includedCount"), plan.includedCount());
    object.insert(QStringLiteral("includedBytes"), plan.includedBytes());
    object.insert(QStringLiteral("neededBytes"), plan.neededBytes());
    object.insert(QStringLiteral("fits"), plan.fits());
    object.insert(QStringLiteral("zipsChecked"), cliJson(plan.zipsChecked()));
    object.insert(QStringLiteral("coursesWithout"), coursesWithout(plan.warnings));
    return object;
}

QJsonObject archiveRecordJson(const ArchiveRecord &record)
{
    QJsonObject object = cliJson(record.run);
    object.insert(QStringLiteral("run"), object.take(QStringLiteral("id")));
    insertAll(object, object.take(QStringLiteral("request")).toObject());
    object.insert(QStringLiteral("acceptedCourses"), object.take(QStringLiteral("accepted"))); // of its plan
    insertAll(object, cliJson(record.status));
    if (record.status.sha256.isEmpty())
        object.insert(QStringLiteral("sha256"), QJsonValue());
    object.insert(QStringLiteral("asOf"), momentJson(record.asOf));
    object.insert(QStringLiteral("moved"), cliJson(record.moved));
    object.insert(QStringLiteral("accepted"), cliJson(record.accepted));
    object.insert(QStringLiteral("coursesWithout"), coursesWithout(record.run.warnings));
    return object;
}

QJsonObject archiveContentsJson(const ArchiveContents &contents)
{
    return {{QStringLiteral("run"), contents.runId},
            {QStringLiteral("matches"), contents.matches()},
            {QStringLiteral("zipsChecked"), cliJson(contents.zipsChecked)},
            {QStringLiteral("members"), cliJson(contents.members)}};
}

} // namespace Nightkeep
