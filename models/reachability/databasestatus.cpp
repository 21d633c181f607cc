// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/reachability/databasestatus.h"

#include "models/base/tr.h"

#include <QRegularExpression>

#include <initializer_list>
#include <tuple>

namespace Nightkeep {

namespace {

auto numbers(const DatabaseVersion &version)
{
    return std::make_tuple(version.major, version.minor, version.patch);
}

bool atLeast(const DatabaseVersion &version, int major, int minor, int patch)
{
    return numbers(version) >= std::make_tuple(major, minor, patch);
}

NamedRow lowered(const NamedRow &row)
{
    NamedRow result;
    for (auto column = row.cbegin(); column != row.cend(); ++column)
        result.insert(column.key().toLower(), column.value());
    return result;
}

/// The first of these columns that the row has.
QString first(const NamedRow &row, std::initializer_list<const char *> names)
{
    for (const char *name : names) {
        if (const auto column = row.constFind(QLatin1String(name)); column != row.cend())
            return *column;
    }
    return {};
}

std::optional<qint64> number(const QString &text)
{
    bool ok = false;
    const qint64 value = text.toLongLong(&ok);
    return ok ? std::optional(value) : std::nullopt;
}

ReplicaThread threadState(const QString &text)
{
    const QString word = text.trimmed().toLower();
    if (word == QLatin1String("yes"))
        return ReplicaThread::Running;
    if (word == QLatin1String("no"))
        return ReplicaThread::Stopped;
    // MariaDB says "Preparing" before it connects.
    if (word == QLatin1String("connecting") || word == QLatin1String("preparing"))
        return ReplicaThread::Connecting;
    return ReplicaThread::Unknown;
}

std::optional<bool> onOff(const QString &text)
{
    const QString word = text.trimmed().toLower();
    if (word == QLatin1String("on") || word == QLatin1String("1") || word == QLatin1String("yes"))
        return true;
    if (word == QLatin1String("off") || word == QLatin1String("0") || word == QLatin1String("no"))
        return false;
    // MariaDB 11.8 and MySQL of some builds know grades: NO_LOCK and the like still refuse writes.
    return word.isEmpty() ? std::nullopt : std::optional(true);
}

QString quotedAccountPart(QString part)
{
    part.replace(u'\\', QStringLiteral("\\\\"));
    part.replace(u'\'', QStringLiteral("''"));
    return u'\'' + part + u'\'';
}

} // namespace

DatabaseVersion parseDatabaseVersion(const QString &text)
{
    DatabaseVersion version;
    version.text = text.trimmed();
    // MariaDB 10 and 11 put 5.5.5- before their own number for old replicas.
    static const QRegularExpression shape(QStringLiteral("^(?:5\\.5\\.5-(?=\\d+\\.\\d+\\.\\d+-MariaDB))?"
                                                         "(\\d{1,4})\\.(\\d{1,4})(?:\\.(\\d{1,4}))?(?![\\d.])"),
                                          QRegularExpression::CaseInsensitiveOption);
    const QRegularExpressionMatch match = shape.match(version.text);
    if (!match.hasMatch())
        return version;
    version.vendor = version.text.contains(QLatin1String("MariaDB"), Qt::CaseInsensitive)
        ? DatabaseVersion::Vendor::MariaDb
        : DatabaseVersion::Vendor::MySql;
    version.major = match.captured(1).toInt();
    version.minor = match.captured(2).toInt();
    version.patch = match.captured(3).toInt();
    return version;
}

QString versionInWords(const DatabaseVersion &version)
{
    const QString plain = QStringLiteral("%1.%2.%3").arg(version.major).arg(version.minor).arg(version.patch);
    switch (version.vendor) {
    case DatabaseVersion::Vendor::MySql:
        return QStringLiteral("MySQL ") + plain;
    case DatabaseVersion::Vendor::MariaDb:
        return QStringLiteral("MariaDB ") + plain;
    case DatabaseVersion::Vendor::Unknown:
        break;
    }
    return Tr::tr("an unknown version");
}

bool sameVersion(const DatabaseVersion &one, const DatabaseVersion &other)
{
    return one.vendor != DatabaseVersion::Vendor::Unknown && one.vendor == other.vendor
        && numbers(one) == numbers(other);
}

int compareVersions(const DatabaseVersion &one, const DatabaseVersion &other)
{
    if (one.vendor == DatabaseVersion::Vendor::Unknown || one.vendor != other.vendor)
        return 0;
    return numbers(one) < numbers(other) ? -1 : numbers(other) < numbers(one) ? 1 : 0;
}

void readDatabaseVariables(const NamedRow &variables, DatabaseAnswer &answer)
{
    const NamedRow row = lowered(variables);
    answer.version = parseDatabaseVersion(first(row, {"version"}));
    answer.hostName = first(row, {"hostname"});
    answer.serverId = number(first(row, {"server_id"}));
    answer.readOnly = onOff(first(row, {"read_only"}));
    answer.binaryLog = onOff(first(row, {"log_bin"}));
}

std::optional<ReplicationChannel> parseReplicationRow(const NamedRow &columns)
{
    const NamedRow row = lowered(columns);
    ReplicationChannel channel;
    channel.sourceHost = first(row, {"source_host", "master_host"});
    if (channel.sourceHost.isEmpty())
        return std::nullopt;
    channel.name = first(row, {"channel_name", "connection_name"});
    channel.sourcePort = number(first(row, {"source_port", "master_port"})).value_or(0);
    channel.sourceServerId = number(first(row, {"source_server_id", "master_server_id"}));
    if (channel.sourceServerId == 0) // it has not spoken with its source yet
        channel.sourceServerId.reset();
    channel.io = threadState(first(row, {"replica_io_running", "slave_io_running"}));
    channel.sql = threadState(first(row, {"replica_sql_running", "slave_sql_running"}));
    channel.lagSeconds = number(first(row, {"seconds_behind_source", "seconds_behind_master"}));
    // From 5.1 on each thread has its own; Last_Error then repeats that of the second.
    for (const QString &error :
         {first(row, {"last_io_error"}), first(row, {"last_sql_error"}), first(row, {"last_error"})}) {
        if (const QString text = error.trimmed(); !text.isEmpty() && !channel.errors.contains(text))
            channel.errors.append(text);
    }
    return channel;
}

QStringList replicationStatements(const DatabaseVersion &version)
{
    const QString allSlaves = QStringLiteral("SHOW ALL SLAVES STATUS");
    const QString replica = QStringLiteral("SHOW REPLICA STATUS");
    const QString slave = QStringLiteral("SHOW SLAVE STATUS");
    if (version.vendor == DatabaseVersion::Vendor::MariaDb) // from 10.0 on it may follow several
        return {allSlaves, slave, replica};
    if (atLeast(version, 8, 0, 22)) // 8.4 has the new words alone
        return {replica, slave};
    return {slave, replica, allSlaves};
}

QString replicationPrivilege(const DatabaseVersion &version)
{
    const bool monitor = version.vendor == DatabaseVersion::Vendor::MariaDb && atLeast(version, 10, 5, 9);
    return monitor ? QStringLiteral("SLAVE MONITOR") : QStringLiteral("REPLICATION CLIENT");
}

QString replicationGrant(const DatabaseVersion &version, const QString &account)
{
    // The host follows the last '@': the name before it may hold one.
    const qsizetype at = account.lastIndexOf(u'@');
    const QString user = quotedAccountPart(at < 0 ? account : account.left(at));
    const QString host = quotedAccountPart(at < 0 ? QStringLiteral("%") : account.mid(at + 1));
    return QStringLiteral("GRANT ") + replicationPrivilege(version) + QStringLiteral(" ON *.* TO ") + user + u'@' + host
        + u';';
}

} // namespace Nightkeep
