// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/sitechanges.h"

#include "app/apptr.h"
#include "app/store/cataloguevalues.h"
#include "app/store/coursereadings.h"

namespace Nightkeep {

namespace {

void moveSettings(Collections &values, const QByteArray &from, const QByteArray &to)
{
    std::optional<SiteSettings> settings = values.find<SiteSettings>(from);
    values.remove<SiteSettings>(from);
    if (!settings || to.isEmpty())
        return;
    settings->site = QString::fromUtf8(to);
    values.put(to, *settings);
}

} // namespace

SiteSettings settingsOf(Collections &values, const QString &site)
{
    const QByteArray key = lookupKey(site);
    return values.find<SiteSettings>(key).value_or(SiteSettings {QString::fromUtf8(key), {}, {}, {}});
}

void putSettings(Collections &values, const SiteSettings &settings)
{
    values.put(values.take(keyOf(settings.site, AppTr::tr("site"))), settings);
}

void replaceStoredSite(Collections &values, const Site &before, const Site &after)
{
    if (before.name.isEmpty() && after.name.isEmpty())
        values.refuse(ErrorKind::BadInput, AppTr::tr("A site has no name."), AppTr::tr("Give it a name."));
    const QByteArray seen = before.name.isEmpty() ? QByteArray() : lookupKey(before.name);
    if (!seen.isEmpty() && !values.isStill(seen, before))
        values.refuse(ErrorKind::Conflict,
                      AppTr::tr("The site %1 was changed or removed by somebody else meanwhile; nothing was written.")
                          .arg(before.name),
                      AppTr::tr("Look at it as it is now and make the change again."));
    const QByteArray wanted = after.name.isEmpty() ? QByteArray() : values.take(keyOf(after.name, AppTr::tr("site")));
    if (seen != wanted) {
        if (!wanted.isEmpty() && values.find<Site>(wanted))
            values.refuse(ErrorKind::Conflict,
                          AppTr::tr("There is already a site named %1; nothing was written.").arg(after.name),
                          AppTr::tr("Choose another name, or edit the site that has it."));
        if (!seen.isEmpty()) {
            values.remove<Site>(seen);
            moveSettings(values, seen, wanted);
        }
    }
    if (!seen.isEmpty() && !wanted.isEmpty() && seen != wanted && isSameMoodle(before, after))
        moveUsage(values, seen, wanted);
    if (!seen.isEmpty() && !wanted.isEmpty() && before.name != after.name && isSameMoodle(before, after))
        moveArchives(values, before.name, after.name);
    if (!seen.isEmpty() && (seen != wanted || !isSameMoodle(before, after)))
        dropCourseReading(values, seen);
    if (!wanted.isEmpty())
        values.put(wanted, after);
}

} // namespace Nightkeep
