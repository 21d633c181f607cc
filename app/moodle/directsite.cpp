// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/apptr.h"
#include "app/moodle/moodlesitesadapter.h"
#include "app/moodle/sqlmoodlesite.h"
#include "models/base/hostport.h"
#include "models/courses/sitecheck.h"

namespace Nightkeep {

Result<std::unique_ptr<MoodleSite>> MoodleSitesAdapter::openDirect(const Site &site, const Server &server,
                                                                   const CancelToken &cancel)
{
    if (site.databaseKind != DatabaseKind::MySql)
        return fail(ErrorKind::BadInput,
                    AppTr::tr("The database of the site \"%1\" is reached through ssh alone.").arg(site.name),
                    AppTr::tr("Leave its address empty in the site's details, and name its socket."));
    const HostPort place = hostPort(site.databaseAddress).value_or(HostPort {}); // checkSite() has seen it
    SqlAddress address;
    address.host = place.host;
    address.port = place.port;
    address.authority = site.databaseAuthority;
    address.database = site.databaseName;
    address.user = site.databaseUser;
    address.cancel = cancel;
    address.server = server.name;
    Result<std::unique_ptr<MoodleSite>> moodle;
    const Passwords::Attempt attempt = [&](const QString &password) -> Result<void> {
        address.password = password;
        moodle = SqlMoodleSite::open(m_connections, address, site.tablePrefix);
        return moodle ? Result<void>() : fail(moodle.error());
    };
    const Result<void> opened = m_passwords.open(
        {Account::Of::Site, site.name, site.databaseUser, server.name, siteDestination(site, server)}, attempt, cancel);
    return opened ? std::move(moodle) : fail(opened.error());
}

} // namespace Nightkeep
