// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/standinmoodle.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

namespace Nightkeep {

namespace {

/// What the web server's user may read, and of the data change.
bool giveAway(const QString &path, mode_t mode)
{
    const QByteArray name = QFile::encodeName(path);
    const passwd *const user = ::geteuid() == 0 ? ::getpwnam("nobody") : nullptr;
    return ::chmod(name.constData(), mode) == 0
        && (!user || mode != 0666 || ::chown(name.constData(), user->pw_uid, user->pw_gid) == 0);
}

QByteArray jsonOf(const StandInMoodle::Rows &rows)
{
    QJsonObject object;
    for (auto it = rows.cbegin(); it != rows.cend(); ++it)
        object.insert(it.key(), it.value());
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

StandInMoodle::Rows rowsOf(const QByteArray &json)
{
    StandInMoodle::Rows rows;
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    for (auto it = object.begin(); it != object.end(); ++it)
        rows.insert(it.key(), it.value().toString());
    return rows;
}

} // namespace

QString StandInMoodle::webUser()
{
    return ::geteuid() == 0 ? QStringLiteral("nobody") : QString();
}

bool StandInMoodle::make()
{
    const QString from = qEnvironmentVariable("NIGHTKEEP_SOURCE_DIR") + QStringLiteral("/tests/moodle/standin");
    if (!giveAway(root(), 0755) || !QDir().mkpath(data({})) || !giveAway(folder(), 0755))
        return false;
    QDirIterator each(from, QDir::AllEntries | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
    while (each.hasNext()) {
        const QString path = each.next();
        const QString to = folder() + path.mid(from.size());
        if (each.fileInfo().isDir() ? !QDir().mkpath(to)
                                    : !(QDir().mkpath(QFileInfo(to).path()) && QFile::copy(path, to)))
            return false;
        if (!giveAway(to, each.fileInfo().isDir() ? 0755 : 0644) || !giveAway(QFileInfo(to).path(), 0755))
            return false;
    }
    return giveAway(data({}), 0777);
}

void StandInMoodle::put(const QString &name, const QByteArray &bytes) const
{
    const QString temporary = data(name) + QStringLiteral(".made");
    QFile file(temporary);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("%s cannot be written", qPrintable(temporary));
    file.close();
    if (!giveAway(temporary, 0666)
        || ::rename(QFile::encodeName(temporary).constData(), QFile::encodeName(data(name)).constData()) != 0)
        qFatal("%s cannot be made", qPrintable(data(name)));
}

void StandInMoodle::remove(const QString &name) const
{
    QFile::remove(data(name));
}

bool StandInMoodle::has(const QString &name) const
{
    return QFile::exists(data(name));
}

QByteArray StandInMoodle::read(const QString &name) const
{
    QFile file(data(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void StandInMoodle::setRows(const Rows &rows) const
{
    put(QStringLiteral("table.json"), jsonOf(rows));
    remove(QStringLiteral("cache.json"));
}

StandInMoodle::Rows StandInMoodle::rows() const
{
    return rowsOf(read(QStringLiteral("table.json")));
}

StandInMoodle::Rows StandInMoodle::served() const
{
    return has(QStringLiteral("cache.json")) ? rowsOf(read(QStringLiteral("cache.json"))) : rows();
}

void StandInMoodle::writeBehindItsBack(const QString &name, const QString &value) const
{
    Rows now = rows();
    now.insert(name, value);
    put(QStringLiteral("table.json"), jsonOf(now));
}

void StandInMoodle::force(const Rows &values) const
{
    put(QStringLiteral("forced.json"), jsonOf(values));
}

} // namespace Nightkeep
