// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/web/responsehead.h"

#include <QByteArrayList>

#include <algorithm>

namespace Nightkeep {

namespace {

/// Behind the empty line that ends the head; -1 where there is none from `from` on.
qsizetype endOfHead(const QByteArray &bytes, qsizetype from)
{
    for (qsizetype at = bytes.indexOf('\n', from); at >= 0; at = bytes.indexOf('\n', at + 1)) {
        if (bytes.mid(at + 1, 1) == "\n")
            return at + 2;
        if (bytes.mid(at + 1, 2) == "\r\n")
            return at + 3;
    }
    return -1;
}

} // namespace

void ResponseHead::add(const QByteArray &bytes)
{
    m_bytes += bytes;
    m_total += bytes.size();
    while (m_state == State::Unfinished && !m_bytes.isEmpty()) {
        static const QByteArray beginning = "HTTP/";
        if (m_bytes.left(beginning.size()) != beginning.left(m_bytes.size())) {
            m_state = State::NotHttp;
            return;
        }
        const qsizetype end = endOfHead(m_bytes, m_searched);
        if (end < 0) {
            m_searched = std::max<qsizetype>(0, m_bytes.size() - 2); // the end may come in pieces
            if (m_total > MostBytes)
                m_state = State::TooLong;
            return;
        }
        read(m_bytes.left(end));
        m_bytes.remove(0, end);
        m_searched = 0;
        if (m_total > MostBytes && m_state == State::Unfinished)
            m_state = State::TooLong;
    }
}

void ResponseHead::read(const QByteArray &head)
{
    const QByteArrayList lines = head.split('\n');
    const int status = lines.first().trimmed().split(' ').value(1).toInt();
    if (status < 100 || status > 999) {
        m_state = State::NotHttp;
        return;
    }
    if (status < 200)
        return;
    m_status = status;
    m_state = State::Whole;
    for (const QByteArray &line : lines) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0 && line.left(colon).trimmed().toLower() == "location") {
            m_location = line.mid(colon + 1).trimmed();
            return;
        }
    }
}

} // namespace Nightkeep
