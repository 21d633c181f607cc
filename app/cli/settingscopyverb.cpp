// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/settingsverbs.h"
#include "models/settings/settingsrecord.h"
#include "models/settings/settingsview.h"

namespace Nightkeep {

namespace {

constexpr VerbOption SettingsFromOption {"from", "SITE",
                                         QT_TRANSLATE_NOOP("NightkeepApp", "the Moodle whose settings are copied")};
constexpr VerbOption SettingsToOption {"to", "SITE", QT_TRANSLATE_NOOP("NightkeepApp", "the Moodle that gets them")};

Result<Site> copiedSite(CliContext &context, const char *option)
{
    if (const QString name = context.value(option); !name.isEmpty())
        return siteNamed(context, name);
    return fail(
        ErrorKind::BadInput, AppTr::tr("Say which sites: --from and --to."),
        AppTr::tr("Usage: nightkeepctl settings copy --from SITE --to SITE [--reason TEXT] [--dry-run] [--yes]"));
}

VerbResult copySettings(CliContext &context, Workspace &workspace)
{
    const Result<Site> from = copiedSite(context, "from");
    if (!from)
        return fail(from.error());
    const Result<Site> to = copiedSite(context, "to");
    if (!to)
        return fail(to.error());
    if (from->name == to->name)
        return fail(ErrorKind::BadInput, AppTr::tr("--from and --to name the same site."));
    if (const Result<void> may = mayWrite(workspace); !may && !context.has("dry-run"))
        return fail(may.error());
    const Result<SettingsView> source = workspace.settings().read(*from, context.cancel());
    if (!source)
        return fail(source.error());
    const Result<SettingsView> target = workspace.settings().read(*to, context.cancel());
    if (!target)
        return fail(target.error());
    QStringList leftOut;
    const QList<ConfigChange> changes = changesToCopy(*source, *target, leftOut);
    for (const QString &sentence : std::as_const(leftOut))
        context.say(sentence);
    for (const ConfigChange &change : changes)
        context.say(AppTr::tr("%1: %2 to %3")
                        .arg(change.name, settingInWords(change.name, change.seen),
                             settingInWords(change.name, change.wanted)));
    Result<SettingsPlan> plan = workspace.settings().plan(*to, changes, context.cancel());
    if (!plan)
        return fail(plan.error());
    plan->reason = context.value("reason", AppTr::tr("Copied from %1.").arg(from->name));
    return carryOutPlan(context, *to, *plan, false).map([&leftOut](CliAnswer answer) {
        QJsonObject object = answer.json.object();
        object.insert(QStringLiteral("leftOut"), QJsonArray::fromStringList(leftOut));
        answer.json = QJsonDocument(object);
        return answer;
    });
}

} // namespace

const QList<Verb> Verbs::settingsCopy {
    {"settings copy",
     "--from SITE --to SITE [--reason TEXT] [--dry-run] [--yes]",
     withWorkspace<copySettings>,
     {SettingsFromOption, SettingsToOption, Options::Reason, Options::DryRun}},
};

} // namespace Nightkeep
