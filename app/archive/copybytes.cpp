// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/archive/copybytes.h"

#include "app/apptr.h"

#include <zlib.h>

namespace Nightkeep {

CopyBytes::CopyBytes(QIODevice &device, const CancelToken &cancel)
    : m_device(device)
    , m_cancel(cancel)
    , m_size(device.size())
{
}

QByteArray CopyBytes::at(qint64 from, qint64 many)
{
    if (trouble() || from < 0 || from >= m_size || many <= 0)
        return {};
    const qint64 wanted = std::min(many, m_size - from);
    const QByteArray bytes = m_device.seek(from) ? m_device.read(wanted) : QByteArray();
    if (bytes.size() != wanted)
        m_failure = m_device.errorString();
    return m_failure.isNull() ? bytes : QByteArray();
}

std::optional<Error> CopyBytes::trouble() const
{
    if (m_cancel.isCancelled())
        return Error {ErrorKind::Cancelled, AppTr::tr("Stopped.")};
    if (m_failure.isNull())
        return std::nullopt;
    return Error {ErrorKind::Failed, AppTr::tr("What has come here of the copy cannot be read: %1").arg(m_failure),
                  AppTr::tr("See whether this machine's disk is sound, then try again.")};
}

bool CopyWords::blame(ZipFault why, const QByteArray &of)
{
    level = ZipLevel::NotChecked;
    fault = why;
    what = of;
    return true;
}

QByteArray shortened(const QByteArray &text)
{
    return text.left(400).replace('\0', '?');
}

struct Inflater::Stream : z_stream
{
    QByteArray room = QByteArray(65536, Qt::Uninitialized);
};

Inflater::Inflater(Wrapping wrapping)
    : m_stream(std::make_unique<Stream>())
{
    // zlib's own numbers: 15 bits of window; below zero there is no head, from 16 on it is gzip's.
    if (inflateInit2(m_stream.get(), wrapping == Wrapping::Gzip ? 31 : -15) != Z_OK)
        m_state = State::Damaged;
}

Inflater::~Inflater()
{
    inflateEnd(m_stream.get());
}

QByteArray Inflater::add(const QByteArray &packed)
{
    z_stream &stream = *m_stream;
    QByteArray input = packed;
    stream.next_in = reinterpret_cast<Bytef *>(input.data());
    stream.avail_in = uInt(input.size());
    QByteArray text;
    while (m_state == State::Working) {
        stream.next_out = reinterpret_cast<Bytef *>(m_stream->room.data());
        stream.avail_out = uInt(m_stream->room.size());
        const int told = inflate(&stream, Z_NO_FLUSH);
        text.append(m_stream->room.constData(), m_stream->room.size() - qsizetype(stream.avail_out));
        if (told == Z_STREAM_END)
            m_state = State::Ended;
        else if (told != Z_OK && told != Z_BUF_ERROR)
            m_state = State::Damaged;
        else if (stream.avail_out > 0) // it wants more
            break;
    }
    m_hasMore = stream.avail_in > 0;
    return text;
}

} // namespace Nightkeep
