// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/bytepath.h"
#include "models/base/tr.h"
#include "models/courses/siterights.h"

#include <utility>

namespace Nightkeep {

namespace {

QString grantQuoted(const QString &text, QChar quote)
{
    QString inside = text;
    if (quote == u'\'')
        inside.replace(u'\\', QStringLiteral("\\\\")); // to MySQL alone a backslash is more than a letter
    inside.replace(quote, QString(2, quote));
    return quote + inside + quote;
}

QString grantComment(const QString &text)
{
    return QStringLiteral("-- ") + visibleText(text) + u'\n';
}

QString grantUser(const Site &site)
{
    return site.databaseUser.isEmpty() ? QStringLiteral("nightkeep") : site.databaseUser;
}

/// Whether the server sees a connection from another machine than its own.
bool isFromElsewhere(const Site &site)
{
    if (!site.databaseAddress.isEmpty())
        return true;
    const QString host = site.databaseSocket.section(u':', 0, -2);
    return !site.databaseSocket.startsWith(u'/') && !host.isEmpty() && host != u"localhost" && host != u"[::1]"
        && !host.startsWith(QLatin1String("127."));
}

QString hostOfAccount(const Site &site)
{
    if (isFromElsewhere(site))
        return QLatin1String(grantHost);
    if (site.databaseSocket.startsWith(QLatin1String("[::1]")))
        return QStringLiteral("::1");
    const bool isPort = !site.databaseSocket.isEmpty() && !site.databaseSocket.startsWith(u'/');
    return isPort ? QStringLiteral("127.0.0.1") : QStringLiteral("localhost");
}

struct GrantLine
{
    AccountRight on; ///< whose right and column are of no account
    QStringList rights; ///< as GRANT has them: "SELECT", "UPDATE (value)"
};

/// The rights of each table together, in their order; those that write in lines of their own.
QList<GrantLine> grantLines(const QList<AccountRight> &needed, bool writing)
{
    QList<GrantLine> lines;
    QList<std::pair<QString, QStringList>> columns; // of the table at hand, by right
    const auto close = [&] {
        for (const auto &[right, names] : std::as_const(columns))
            lines.last().rights += names.isEmpty() ? right : QStringLiteral("%1 (%2)").arg(right, names.join(u", "));
        columns.clear();
    };
    for (const AccountRight &right : needed) {
        const bool isWrite = right.right != u"SELECT" && right.right != u"USAGE";
        if (isWrite != writing || right.table.isEmpty())
            continue;
        if (lines.isEmpty() || lines.constLast().on.table != right.table) {
            close();
            lines += GrantLine {right, {}};
        }
        if (columns.isEmpty() || columns.constLast().first != right.right)
            columns += {right.right, {}};
        if (!right.column.isEmpty())
            columns.last().second += right.column;
    }
    close();
    return lines;
}

QString firstLines(const Site &site)
{
    return grantComment(
               Tr::tr("The account with which Nightkeep reads \"%1\": what it needs, and no more.").arg(site.name))
        + grantComment(Tr::tr("To be sent by an administrator of the database server. First put a long random password "
                              "in the place of %1.")
                           .arg(QLatin1String(grantPassword)));
}

QString usersComment()
{
    return grantComment(Tr::tr("Of the users two columns: the schedule follows the time zone of one of them. What is "
                               "kept of their passwords stays closed."));
}

QString mysqlScript(const Site &site, const QList<AccountRight> &needed)
{
    const QString account = grantQuoted(grantUser(site), u'\'') + u'@' + grantQuoted(hostOfAccount(site), u'\'');
    QString script = firstLines(site);
    if (isFromElsewhere(site))
        script += grantComment(Tr::tr("And in the place of %1 the address that the connection comes from, such as "
                                      "192.0.2.7; never '%' alone, which lets everybody try.")
                                   .arg(QLatin1String(grantHost)));
    script += QStringLiteral("CREATE USER %1 IDENTIFIED BY '%2'%3;\n")
                  .arg(account, QLatin1String(grantPassword),
                       site.databaseAddress.isEmpty() ? QString() : QStringLiteral(" REQUIRE SSL"));
    const auto grant = [&](const GrantLine &line) {
        return QStringLiteral("GRANT %1 ON %2.%3 TO %4;\n")
            .arg(line.rights.join(u", "), grantQuoted(line.on.database, u'`'), grantQuoted(line.on.table, u'`'),
                 account);
    };
    script += grantComment(Tr::tr("What is read. A table that this Moodle does not have yet is left out: task_adhoc "
                                  "comes with 2.7, task_log with 3.7."));
    for (const GrantLine &line : grantLines(needed, false)) {
        if (!line.rights.constFirst().endsWith(u')')) {
            script += grant(line);
            continue;
        }
        script += usersComment() + grant(line);
    }
    if (const QList<GrantLine> writing = grantLines(needed, true); !writing.isEmpty()) {
        script += grantComment(Tr::tr("Changing the backup settings: leave this out for an account that only looks. "
                                      "Without INSERT a setting that has no row yet cannot be changed."));
        for (const GrantLine &line : writing)
            script += grant(line);
    } else {
        script += grantComment(Tr::tr("Nothing is written by SQL: what is changed goes through Moodle's own program."));
    }
    script += grantComment(Tr::tr("Only if \"servers pair\" is to see whether two database servers follow each other; "
                                  "MariaDB calls it SLAVE MONITOR since 10.5.9:"));
    return script + grantComment(QStringLiteral("GRANT REPLICATION CLIENT ON *.* TO %1;").arg(account));
}

QString postgresScript(const Site &site, const QList<AccountRight> &needed)
{
    const QString role = grantQuoted(grantUser(site), u'"');
    QString script = firstLines(site)
        + QStringLiteral("CREATE ROLE %1 LOGIN PASSWORD '%2';\n").arg(role, QLatin1String(grantPassword));
    if (!site.databaseAddress.isEmpty())
        script += grantComment(Tr::tr("In pg_hba.conf it takes a line of the kind hostssl, with scram-sha-256, for the "
                                      "address that the connection comes from."));
    const QString database = grantQuoted(site.databaseName, u'"');
    script += QStringLiteral("GRANT CONNECT ON DATABASE %1 TO %2;\n").arg(database, role)
        + grantComment(Tr::tr("The rest within the database %1, and for the schema that Moodle's tables are in.")
                           .arg(site.databaseName))
        + QStringLiteral("GRANT USAGE ON SCHEMA public TO %1;\n").arg(role)
        + grantComment(Tr::tr("What is read. A table that this Moodle does not have yet is left out: task_adhoc "
                              "comes with 2.7, task_log with 3.7."));
    for (const GrantLine &line : grantLines(needed, false)) {
        if (line.rights.constFirst().endsWith(u')'))
            script += usersComment();
        script += QStringLiteral("GRANT %1 ON %2 TO %3;\n")
                      .arg(line.rights.join(u", "), grantQuoted(line.on.table, u'"'), role);
    }
    return script
        + grantComment(Tr::tr("Nothing is written by SQL: what is changed goes through Moodle's own program."));
}

} // namespace

QString grantScript(const Site &site, MoodleEdition edition)
{
    const QList<AccountRight> needed = neededRights(site, edition);
    return site.databaseKind == DatabaseKind::PostgreSql ? postgresScript(site, needed) : mysqlScript(site, needed);
}

} // namespace Nightkeep
