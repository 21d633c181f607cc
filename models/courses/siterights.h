// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/described.h"
#include "models/courses/moodlefacts.h"
#include "models/courses/site.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace Nightkeep {

/// A right of the site's account, as its database server lists it (information_schema, of the account itself).
struct AccountRight
{
    QString right; ///< upper case: "SELECT", "UPDATE", "FILE"
    QString database; ///< empty: on all of them
    QString table; ///< empty: on all of them
    QString column; ///< empty: on all of them

    static constexpr auto fields()
    {
        return std::tuple {Field {"right", &AccountRight::right}, Field {"database", &AccountRight::database},
                           Field {"table", &AccountRight::table}, Field {"column", &AccountRight::column}};
    }
    bool operator==(const AccountRight &) const = default;
};

/// What the account may do, held against what Nightkeep needs.
struct SiteRights
{
    QString account; ///< as the server calls it: "nightkeep@localhost"
    QList<AccountRight> granted;
    QStringList missing; ///< sentences: what is not granted, and what does not work without it
    QStringList tooMany; ///< sentences: what Nightkeep never needs, worst first
    QStringList unknown; ///< sentences: what the server does not list, so that nobody can tell
    bool mayRead = false; ///< all that is read
    bool mayWrite = false; ///< the values of backup_config, of 1.9 alone: later settings go through Moodle

    static constexpr auto fields()
    {
        return std::tuple {Field {"account", &SiteRights::account},  Field {"granted", &SiteRights::granted},
                           Field {"missing", &SiteRights::missing},  Field {"tooMany", &SiteRights::tooMany},
                           Field {"unknown", &SiteRights::unknown},  Field {"mayRead", &SiteRights::mayRead},
                           Field {"mayWrite", &SiteRights::mayWrite}};
    }
    bool operator==(const SiteRights &) const = default;
};

/// The rights that are needed, and no more: SELECT on what is read (of the users two columns), and for 1.9 UPDATE of
/// backup_config's value column, and INSERT there, since a missing row is added. Of a Moodle whose edition is not known
/// those for reading either. `version` as in MoodleFacts: tables that it does not have yet are left out.
[[nodiscard]] QList<AccountRight> neededRights(const Site &site, MoodleEdition edition, const QString &version = {});
/// Whether one right allows all that the other does. What is granted on a whole database has its name as a pattern, as
/// GRANT takes it ("moodle\\_%"); with a table it is the name itself.
[[nodiscard]] bool isCovered(const AccountRight &right, const QList<AccountRight> &granted);
[[nodiscard]] SiteRights judgeRights(const Site &site, MoodleEdition edition, const QString &account,
                                     const QList<AccountRight> &granted, const QString &version = {});
/// The statements that an administrator of the database sends to make the account; the password is a place to fill in,
/// `grantPassword`, and where the server is reached by its address so is where Nightkeep runs, `grantHost`.
[[nodiscard]] QString grantScript(const Site &site, MoodleEdition edition);
inline constexpr char grantPassword[] = "REPLACE-THIS-PASSWORD";
inline constexpr char grantHost[] = "REPLACE-THIS-ADDRESS";

} // namespace Nightkeep
