// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/workstationmemory.h"

#include "app/apptr.h"
#include "models/base/json.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLockFile>
#include <QSaveFile>

namespace Nightkeep {

namespace {

constexpr qint64 largestMemory = 4 * 1024 * 1024;
constexpr int lockSeconds = 15;

struct MemoryDocument
{
    QList<RememberedWorkspace> workspaces;

    static constexpr auto fields() { return std::tuple {Field {"workspaces", &MemoryDocument::workspaces}}; }
};

Result<MemoryDocument> readMemory(const QString &fileName)
{
    QFile file(fileName);
    if (!file.exists())
        return MemoryDocument();
    const Error unreadable {
        ErrorKind::Damaged,
        AppTr::tr("What this workstation remembers of workspaces, \"%1\", cannot be read.").arg(fileName),
        AppTr::tr("Look at it. If it is not to be mended, set it aside: then nothing is remembered."),
        {}};
    if (!file.open(QIODevice::ReadOnly) || file.size() > largestMemory)
        return fail(unreadable);
    Result<MemoryDocument> read = fromJsonText<MemoryDocument>(file.readAll(), fileName);
    return read ? read : fail(unreadable.kind, unreadable.message, unreadable.advice, read.error().message);
}

RememberedWorkspace *rememberedIn(MemoryDocument &document, const QString &location)
{
    for (RememberedWorkspace &workspace : document.workspaces) {
        if (workspace.location == location)
            return &workspace;
    }
    return nullptr;
}

} // namespace

WorkstationMemory::WorkstationMemory(QString fileName)
    : m_fileName(std::move(fileName))
{
}

Result<RememberedWorkspace> WorkstationMemory::of(const QString &location) const
{
    Result<MemoryDocument> document = readMemory(m_fileName);
    if (!document)
        return fail(document.error());
    const RememberedWorkspace *known = rememberedIn(*document, location);
    return known ? *known : RememberedWorkspace {location, {}, {}};
}

Result<void> WorkstationMemory::change(const QString &location,
                                       const std::function<void(RememberedWorkspace &workspace)> &change)
{
    const auto unwritten = [this](const QString &reason) {
        return fail(
            ErrorKind::ReadOnly,
            AppTr::tr("What this workstation remembers of workspaces, \"%1\", cannot be written.").arg(m_fileName),
            AppTr::tr("Check its folder and the free space there."), reason);
    };
    if (!QDir().mkpath(QFileInfo(m_fileName).path()))
        return unwritten({});
    QLockFile lock(m_fileName + QStringLiteral(".lock"));
    if (!lock.tryLock(lockSeconds * 1000))
        return unwritten(AppTr::tr("Another program holds its lock."));
    Result<MemoryDocument> document = readMemory(m_fileName);
    if (!document)
        return fail(document.error());
    RememberedWorkspace *known = rememberedIn(*document, location);
    if (!known) {
        document->workspaces.append(RememberedWorkspace {location, {}, {}});
        known = &document->workspaces.last();
    }
    const RememberedWorkspace before = *known;
    change(*known);
    if (*known == before)
        return {};
    QSaveFile file(m_fileName);
    const QByteArray text = compactJson(toJson(*document)).toUtf8();
    const bool written = file.open(QIODevice::WriteOnly)
        && file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner) && file.write(text) == text.size()
        && file.commit();
    return written ? Result<void>() : unwritten(file.errorString());
}

} // namespace Nightkeep
