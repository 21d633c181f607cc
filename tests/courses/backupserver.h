// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/courses/inventory.h"
#include "tests/support/fakeoutside.h"

#include <functional>
#include <optional>

namespace Nightkeep {

/// What a data server was asked of its backups.
struct AskedInventory
{
    QByteArray codeFolder;
    QByteArray depth;
    QList<BackupPlace> places;
    QByteArray hashes;
    QByteArrayList only; ///< "place path"
};

/// A data server with backups as a test says, which answers as resources/remote/backups.sh does. By one thread at a
/// time.
struct BackupServer
{
    Clock clock;
    QList<FoundFile> disk; ///< a file whose check has a fault is found with it, any other sound, as deep as is asked
    std::optional<QByteArray> config; ///< what its config.php says of the pool; nullopt: it cannot be read
    QByteArrayList folders; ///< and of the folders of pool and trash
    std::function<std::optional<Error>(const AskedInventory &)> whenAsked; ///< may fail
    QList<AskedInventory> asked;

    [[nodiscard]] Result<QByteArray> answer(RemoteProgram program, const QByteArray &input)
    {
        if (program != RemoteProgram::Backups)
            return fail(ErrorKind::Failed, QStringLiteral("Another program was expected."));
        const AskedInventory order = read(input);
        asked.append(order);
        if (const std::optional<Error> failure = whenAsked ? whenAsked(order) : std::nullopt)
            return fail(*failure);
        QList<FrameRecord> records;
        records.append(FrameRecord {"now", {seconds(clock())}});
        if (config && !order.codeFolder.isEmpty())
            records.append(FrameRecord {"config", QByteArrayList {*config} + folders});
        for (const BackupPlace &place : order.places) {
            records.append(FrameRecord {"place", {nameOf(place.kind).toLatin1(), "seen", "1000", "4000"}});
            for (const FoundFile &file : std::as_const(disk)) {
                if (file.place == place.kind && (place.kind != CopyPlace::Pool || order.hashes.contains(file.path)))
                    add(records, file, order);
            }
        }
        records.append(FrameRecord {"finished", QByteArrayList()});
        return framed("backups", records);
    }

private:
    [[nodiscard]] static AskedInventory read(const QByteArray &input)
    {
        QByteArrayList fields = input.split('\0');
        fields.removeLast(); // behind the last NUL
        AskedInventory order;
        order.codeFolder = fields.takeFirst();
        order.depth = fields.takeFirst();
        for (int count = fields.takeFirst().toInt(); count > 0; --count) {
            const QString kind = QString::fromLatin1(fields.takeFirst());
            order.places.append({fromName<CopyPlace>(kind).value(), fields.takeFirst()});
        }
        order.hashes = fields.takeFirst();
        while (!fields.isEmpty()) {
            const QByteArray place = fields.takeFirst();
            order.only.append(place + ' ' + fields.takeFirst());
        }
        return order;
    }
    [[nodiscard]] static QByteArray seconds(const QDateTime &moment)
    {
        return moment.isValid() ? QByteArray::number(moment.toSecsSinceEpoch()) : QByteArray();
    }
    static void add(QList<FrameRecord> &records, const FoundFile &file, const AskedInventory &order)
    {
        const ZipCheck &check = file.check;
        const QByteArray place = nameOf(file.place).toLatin1();
        records.append(FrameRecord {"file", {QByteArray::number(file.bytes), seconds(file.modified), file.path}});
        if (!order.only.isEmpty() && !order.only.contains(place + ' ' + file.path))
            return;
        const ZipLevel reached = order.depth == "through" ? ZipLevel::ReadThrough : ZipLevel::Closed;
        const ZipLevel level = check.isDoubtful() ? ZipLevel::NotChecked : reached;
        const QByteArray course = check.course ? QByteArray::number(*check.course) : QByteArray();
        records.append(FrameRecord {"check",
                                    {nameOf(level).toLatin1(), nameOf(check.fault).toLatin1(), "", course,
                                     seconds(check.made), check.shortName.toUtf8()}});
        records.append(FrameRecord {"inside",
                                    {nameOf(file.inside.format).toLatin1(), file.inside.type.toLatin1(), "1", "1", "0",
                                     file.inside.automated ? "1" : "0"}});
    }
};

} // namespace Nightkeep
