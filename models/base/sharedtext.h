// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLatin1String>
#include <QString>

#include <utility>

namespace Nightkeep {

/// A text that many values have alike, such as a release: it is held once for all of them, for as long as one has it,
/// and takes the room of a pointer. Read as any text; never written in its place. Thread-safe as QString is.
class SharedText
{
public:
    SharedText() = default;
    SharedText(const QString &text);
    SharedText(const SharedText &other);
    SharedText(SharedText &&other) noexcept
        : m_held(std::exchange(other.m_held, nullptr))
    {
    }
    SharedText &operator=(SharedText other) noexcept
    {
        std::swap(m_held, other.m_held);
        return *this;
    }
    ~SharedText();

    [[nodiscard]] const QString &text() const;
    operator const QString &() const { return text(); }
    [[nodiscard]] bool isEmpty() const { return !m_held; }
    void clear() { *this = SharedText(); }
    [[nodiscard]] qsizetype size() const { return text().size(); }
    [[nodiscard]] QByteArray toUtf8() const { return text().toUtf8(); }
    [[nodiscard]] QByteArray toLatin1() const { return text().toLatin1(); }

    friend bool operator==(const SharedText &one, const SharedText &other) { return one.m_held == other.m_held; }
    friend bool operator==(const SharedText &one, const QString &other) { return one.text() == other; }
    friend bool operator==(const SharedText &one, QLatin1String other) { return one.text() == other; }

private:
    struct Held;
    struct Texts;
    Held *m_held = nullptr; ///< null: empty
};

} // namespace Nightkeep

Q_DECLARE_TYPEINFO(Nightkeep::SharedText, Q_RELOCATABLE_TYPE);
