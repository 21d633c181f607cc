// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/sharedtext.h"

#include <QHash>

#include <atomic>
#include <mutex>

namespace Nightkeep {

struct SharedText::Held
{
    QString text;
    std::atomic<qsizetype> owners = 1;
};

struct SharedText::Texts
{
    std::mutex mutex;
    QHash<QString, Held *> held;

    /// Never destroyed: values that outlive main() have texts too.
    static Texts &all()
    {
        static auto *const texts = new Texts;
        return *texts;
    }
};

SharedText::SharedText(const QString &text)
{
    if (text.isEmpty())
        return;
    Texts &texts = Texts::all();
    const std::scoped_lock lock(texts.mutex);
    Held *&held = texts.held[text];
    if (held)
        ++held->owners;
    else
        held = new Held {text};
    m_held = held;
}

SharedText::SharedText(const SharedText &other)
    : m_held(other.m_held)
{
    if (m_held)
        ++m_held->owners; // other has one, so it cannot go meanwhile
}

SharedText::~SharedText()
{
    if (!m_held)
        return;
    qsizetype owners = m_held->owners;
    while (owners > 1) {
        if (m_held->owners.compare_exchange_weak(owners, owners - 1))
            return;
    }
    // The last one, unless somebody asks for the same text just now.
    Texts &texts = Texts::all();
    const std::scoped_lock lock(texts.mutex);
    if (--m_held->owners > 0)
        return;
    texts.held.remove(m_held->text);
    if (texts.held.isEmpty())
        texts.held.squeeze();
    delete m_held;
}

const QString &SharedText::text() const
{
    static const QString none = QStringLiteral("");
    return m_held ? m_held->text : none;
}

} // namespace Nightkeep
