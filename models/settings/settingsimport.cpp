// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/settings/settingsservice.h"

#include "models/base/tr.h"
#include "models/settings/optiontable.h"

namespace Nightkeep {

namespace {

ImportedOption imported(const QString &site, const BackupOption &option, const std::optional<QString> &before,
                        const QString &after)
{
    return {.site = site,
            .name = option.name,
            .title = option.title,
            .beforeInWords = before ? optionInWords(option, *before) : QString(),
            .afterInWords = optionInWords(option, after),
            .before = before,
            .after = after};
}

std::optional<AgreedSetting> importAgreed(const QHash<QString, AgreedSetting> &agreed, const QString &name)
{
    const auto known = agreed.constFind(name);
    return known == agreed.cend() ? std::nullopt : std::optional<AgreedSetting>(*known);
}

std::optional<QString> importText(const std::optional<AgreedSetting> &agreed)
{
    return agreed ? std::optional<QString>(agreed->value) : std::nullopt;
}

Unexpected importStale(const QString &name)
{
    return fail(ErrorKind::Stale,
                Tr::tr("What is agreed about %1 was changed after this import was planned.").arg(name),
                Tr::tr("Plan the import again and look at what it would change."));
}

/// The page does not say when it was agreed, nor by whom.
AgreedSetting importedAgreement(const QString &stored)
{
    return {stored, {}, {}};
}

} // namespace

Result<QStringList> SettingsService::sitesOfPage() const
{
    const Result<QList<Site>> known = sites();
    if (!known)
        return fail(known.error());
    QStringList names;
    for (const Site &site : *known)
        names << site.name;
    return names.isEmpty() ? QStringList {noSiteYet()} : names;
}

Result<void> SettingsService::addOptions(ImportPlan &plan) const
{
    const OptionTable table = readOptionTable(plan.tables);
    plan.skippedOptions = table.skipped;
    const Result<QStringList> names = sitesOfPage();
    if (!names)
        return fail(names.error());
    for (const QString &name : *names) {
        Site site;
        site.name = name;
        const Result<QHash<QString, AgreedSetting>> agreed = m_store.agreedSettings(name);
        if (!agreed)
            return fail(agreed.error());
        const Result<MoodleEdition> edition = knownEdition(site);
        if (!edition)
            return fail(edition.error());
        for (const auto &[optionName, stored] : table.chosen) {
            const std::optional<QString> before = importText(importAgreed(*agreed, optionName));
            if (before != stored && checkEdition(optionName, *edition))
                plan.options << imported(name, *findBackupOption(optionName), before, stored);
        }
    }
    return {};
}

Result<void> SettingsService::checkOptions(const ImportPlan &plan) const
{
    for (const ImportedOption &option : plan.options) {
        if (!option.accepted)
            continue;
        const Result<QHash<QString, AgreedSetting>> agreed = m_store.agreedSettings(option.site);
        if (!agreed)
            return fail(agreed.error());
        if (importText(importAgreed(*agreed, option.name)) != option.before)
            return importStale(option.name);
    }
    return {};
}

Result<void> SettingsService::applyOptions(const ImportPlan &plan)
{
    if (const Result<void> checked = checkOptions(plan); !checked)
        return checked;
    for (const ImportedOption &option : plan.options) {
        if (!option.accepted)
            continue;
        Site site;
        site.name = option.site;
        const Result<std::optional<AgreedSetting>> before = agreed(site, option.name);
        if (!before)
            return fail(before.error());
        if (importText(*before) != option.before)
            return importStale(option.name);
        if (const Result<void> kept = setAgreed(site, option.name, *before, importedAgreement(option.after)); !kept)
            return kept;
    }
    return {};
}

/// A new site begins with what the page said before there was one. The next one does not: by then the page may say
/// something else, and importing it tells.
Result<void> SettingsService::takeOverFromPage(const Site &site)
{
    const Result<QHash<QString, AgreedSetting>> said = m_store.agreedSettings(noSiteYet());
    if (!said)
        return fail(said.error());
    const Result<QHash<QString, AgreedSetting>> own = m_store.agreedSettings(site.name);
    if (!own)
        return fail(own.error());
    Site none;
    none.name = noSiteYet();
    for (auto option = said->cbegin(); option != said->cend(); ++option) {
        if (!own->contains(option.key())) {
            if (const Result<void> kept = setAgreed(site, option.key(), std::nullopt, option.value()); !kept)
                return kept;
        }
        if (const Result<void> taken = setAgreed(none, option.key(), option.value(), std::nullopt); !taken)
            return taken;
    }
    return {};
}

} // namespace Nightkeep
