// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/ownfuse.h"

#include <QFile>

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <linux/fuse.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

namespace Nightkeep {

namespace {

void reply(int device, quint64 unique, int error, const void *body = nullptr, size_t size = 0)
{
    fuse_out_header header = {};
    header.unique = unique;
    header.error = -error;
    header.len = static_cast<quint32>(sizeof header + size);
    const std::array<iovec, 2> parts {iovec {&header, sizeof header}, iovec {const_cast<void *>(body), size}};
    static_cast<void>(::writev(device, parts.data(), size > 0 ? 2 : 1));
}

} // namespace

OwnFuse::OwnFuse(const QString &folder, const QByteArray &type, bool answers)
    : m_folder(QFile::encodeName(folder))
    , m_device(::open("/dev/fuse", O_RDWR | O_CLOEXEC))
{
    const QByteArray options = "fd=" + QByteArray::number(m_device) + ",rootmode=40000,user_id=0,group_id=0";
    m_mounted =
        m_device >= 0 && ::mount("files:/export", m_folder.constData(), type.constData(), 0, options.constData()) == 0;
    if (m_mounted && answers)
        m_server = std::thread([this] { serve(); });
}

OwnFuse::~OwnFuse()
{
    // Ends every look that still waits, and the read of serve().
    if (m_mounted)
        ::umount2(m_folder.constData(), MNT_FORCE);
    if (m_mounted)
        ::umount2(m_folder.constData(), MNT_DETACH);
    if (m_server.joinable())
        m_server.join();
    if (m_device >= 0)
        ::close(m_device);
}

/// An empty folder, and nothing but.
void OwnFuse::serve() const
{
    alignas(fuse_in_header) std::array<char, FUSE_MIN_READ_BUFFER + 4096> request;
    for (;;) {
        const ssize_t size = ::read(m_device, request.data(), request.size());
        if (size < 0 && (errno == EINTR || errno == ENOENT || errno == EAGAIN))
            continue;
        if (size < ssize_t(sizeof(fuse_in_header)))
            return; // unmounted
        fuse_in_header header;
        std::memcpy(&header, request.data(), sizeof header);
        switch (header.opcode) {
        case FUSE_INIT: {
            fuse_init_out out = {};
            out.major = FUSE_KERNEL_VERSION;
            out.minor = 31;
            out.max_write = 4096;
            reply(m_device, header.unique, 0, &out, sizeof out);
            break;
        }
        case FUSE_GETATTR: {
            fuse_attr_out out = {};
            out.attr.ino = header.nodeid;
            out.attr.mode = S_IFDIR | 0755;
            out.attr.nlink = 2;
            reply(m_device, header.unique, 0, &out, sizeof out);
            break;
        }
        case FUSE_OPENDIR: {
            const fuse_open_out out = {};
            reply(m_device, header.unique, 0, &out, sizeof out);
            break;
        }
        case FUSE_READDIR:
        case FUSE_RELEASEDIR:
        case FUSE_ACCESS:
            reply(m_device, header.unique, 0);
            break;
        case FUSE_FORGET:
        case FUSE_BATCH_FORGET:
            break;
        case FUSE_LOOKUP:
            reply(m_device, header.unique, ENOENT);
            break;
        default:
            reply(m_device, header.unique, ENOSYS);
        }
    }
}

OwnAutomount::OwnAutomount(const QString &folder)
    : m_folder(QFile::encodeName(folder))
{
    if (::pipe2(m_pipe, O_CLOEXEC) != 0)
        return;
    const QByteArray options = "fd=" + QByteArray::number(m_pipe[1]) + ",pgrp=" + QByteArray::number(::getpgrp())
        + ",minproto=5,maxproto=5,indirect";
    m_mounted = ::mount("auto.files", m_folder.constData(), "autofs", 0, options.constData()) == 0;
}

OwnAutomount::~OwnAutomount()
{
    if (m_mounted)
        ::umount2(m_folder.constData(), MNT_DETACH);
    for (const int end : m_pipe) {
        if (end >= 0)
            ::close(end);
    }
}

} // namespace Nightkeep
