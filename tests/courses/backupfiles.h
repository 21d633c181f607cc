// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/process/localshellhost.h"
#include "models/courses/inventory.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QPair>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

namespace Nightkeep::BackupFiles {

// Backups as Moodle makes them, as far as anybody here reads them: facts/moodle.md A5 and B2.

using Member = QPair<QByteArray, QByteArray>; ///< name and contents; a name that ends in '/' is a folder
using Members = QList<Member>;

[[nodiscard]] QDateTime made(); ///< of all of them
[[nodiscard]] QByteArray hashOf(const QByteArray &bytes); ///< SHA-1, in hexadecimal
/// What does not pack well, the same each time.
[[nodiscard]] QByteArray noise(qsizetype bytes, quint32 seed = 1);

[[nodiscard]] QByteArray moodleXml(qint64 course, const QByteArray &users = "course", const QByteArray &files = "true");
[[nodiscard]] Members oldMembers(qint64 course); ///< of a zip of 1.9

/// A backup of a later Moodle.
struct Mbz
{
    qint64 course = 33;
    QByteArray type = "course";
    bool users = true;
    bool files = true; ///< include_files
    int mode = 50;
    Members contents = {{"slides.pdf", "%PDF-1.4 slides of the first week"}, {"notes.txt", "Please read before."}};
    QByteArrayList lost = {}; ///< names of contents that files.xml names and that are not inside
    QByteArray xmlEnd = "</moodle_backup>\n";
};
[[nodiscard]] Members mbzMembers(const Mbz &backup);

[[nodiscard]] QByteArray zipOf(const Members &members, bool deflated = true);
[[nodiscard]] QByteArray tarHeader(const QByteArray &name, qint64 bytes, char type = '0');
/// With .ARCHIVE_INDEX first, as Moodle writes it, if it is to be.
[[nodiscard]] QByteArray tarOf(const Members &members, bool indexed = true);
[[nodiscard]] QByteArray gzipOf(const QByteArray &bytes);
[[nodiscard]] inline QByteArray mbzOf(const Mbz &backup)
{
    return gzipOf(tarOf(mbzMembers(backup)));
}

/// Writes a file below `root` and its folders, whatever bytes the name is of, and gives it made() as its time.
void put(const QString &root, const QByteArray &path, const QByteArray &bytes);
/// Puts it into the pool below `root` and returns its hash.
QByteArray putIntoPool(const QString &root, const QByteArray &pool, const QByteArray &bytes);

/// A kind of damage that a disk, a full disk, a copying or a person does.
struct Damage
{
    const char *name;
    QByteArray (*spoil)(const QByteArray &whole);
};
[[nodiscard]] QList<Damage> damages();

/// Runs a program of this machine and gives its status.
int runTool(const QString &program, const QStringList &arguments);

[[nodiscard]] Result<Inventory> ask(RemoteHost &host, const InventoryOrder &order);
/// By path; the test ends where there is no such file.
[[nodiscard]] FoundFile fileOf(const Inventory &inventory, const BytePath &path);

/// A data server as a folder.
class DataServer
{
public:
    DataServer() = default;
    ~DataServer(); ///< removes what QTemporaryDir cannot name
    Q_DISABLE_COPY_MOVE(DataServer)

    [[nodiscard]] QString root() const { return m_folder.path(); }
    void add(const QByteArray &path, const QByteArray &bytes) const { put(root(), path, bytes); }
    [[nodiscard]] LocalShellHost host() const;
    [[nodiscard]] Inventory seen(const InventoryOrder &order) const; ///< the test ends where it fails
    [[nodiscard]] Inventory shared(InventoryOrder::Depth depth) const; ///< of the folder /shared

private:
    QTemporaryDir m_folder;
};

} // namespace Nightkeep::BackupFiles
