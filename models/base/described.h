// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QLatin1String>
#include <QString>

#include <array>
#include <limits>
#include <optional>
#include <tuple>

namespace Nightkeep {

// A struct lists its members once, and all that is mechanical is derived from the list: the store's JSON,
// the command line's, reading both back, comparing, samples for tests. So does an enum.
//
//     struct WebHop
//     {
//         QString address;
//         int status = 0;
//         static constexpr auto fields()
//         {
//             return std::tuple {Field {"address", &WebHop::address}, Field {"status", &WebHop::status}.from(0, 999)};
//         }
//     };

/// What else is to be known of a member.
struct FieldRules
{
    qint64 least = std::numeric_limits<qint64>::min();
    qint64 most = std::numeric_limits<qint64>::max();
    bool orMinusOne = false; ///< below `least` too
    bool mayBeMissing = false; ///< or null: older payloads lack it, and the member's default stands for it
    bool inlined = false; ///< the members of the member stand in the object itself
    bool namesObject = false; ///< the path that tells the object from others of its kind
    bool (*allows)(const QByteArray &bytes) = nullptr; ///< of bytes: whether they may be so many
    const char *formerName = nullptr; ///< in older payloads
    const char *key = "name"; ///< of a hash: what its keys and values are called in a list of both
    const char *value = "value";
    const char *formerKey = nullptr;
    const char *formerValue = nullptr;
};

template<typename C, typename T> struct Field
{
    const char *name;
    T C::*member;
    FieldRules rules = {};

    [[nodiscard]] constexpr Field from(qint64 least, qint64 most = std::numeric_limits<qint64>::max()) const
    {
        return with([=](FieldRules &changed) {
            changed.least = least;
            changed.most = most;
        });
    }
    [[nodiscard]] constexpr Field orMinusOne() const
    {
        return with([](FieldRules &changed) { changed.orMinusOne = true; });
    }
    [[nodiscard]] constexpr Field orMissing() const
    {
        return with([](FieldRules &changed) { changed.mayBeMissing = true; });
    }
    [[nodiscard]] constexpr Field within(bool (*allows)(const QByteArray &)) const
    {
        return with([=](FieldRules &changed) { changed.allows = allows; });
    }
    [[nodiscard]] constexpr Field inlined() const
    {
        return with([](FieldRules &changed) { changed.inlined = true; });
    }
    [[nodiscard]] constexpr Field namesObject() const
    {
        return with([](FieldRules &changed) { changed.namesObject = true; });
    }
    [[nodiscard]] constexpr Field formerly(const char *name) const
    {
        return with([=](FieldRules &changed) { changed.formerName = name; });
    }
    [[nodiscard]] constexpr Field keyed(const char *key, const char *value) const
    {
        return with([=](FieldRules &changed) {
            changed.key = key;
            changed.value = value;
        });
    }
    [[nodiscard]] constexpr Field formerlyKeyed(const char *key, const char *value) const
    {
        return with([=](FieldRules &changed) {
            changed.formerKey = key;
            changed.formerValue = value;
        });
    }

    template<typename F> [[nodiscard]] constexpr Field with(F change) const
    {
        Field changed = *this;
        change(changed.rules);
        return changed;
    }
};
template<typename C, typename T> Field(const char *, T C::*) -> Field<C, T>;

template<typename T>
concept Described = requires
{
    T::fields();
};

/// `call` with each field of a described type, in order.
template<Described T, typename F> constexpr void forEachField(F call)
{
    std::apply([&call](const auto &...field) { (call(field), ...); }, T::fields());
}

/// The value that a type's members have by themselves.
template<Described T> [[nodiscard]] const T &blank()
{
    static const T value {};
    return value;
}

/// An enumerator and its stable word: in the store, in JSON, on the command line, on the wire.
template<typename E> struct Name
{
    E value;
    const char *word;
};

/// Each described enum gives its own, beside itself:
///     template<> inline constexpr auto Names<Mood> = std::to_array<Name<Mood>>({{Mood::Calm, "calm"}, ...});
/// A second word for an enumerator is an older spelling: read, never written.
template<typename E> inline constexpr std::array<Name<E>, 0> Names {};

template<typename E> [[nodiscard]] QString nameOf(E value)
{
    static_assert(!Names<E>.empty());
    for (const Name<E> &name : Names<E>) {
        if (name.value == value)
            return QLatin1String(name.word);
    }
    return {};
}

template<typename E> [[nodiscard]] std::optional<E> fromName(const QString &word)
{
    static_assert(!Names<E>.empty());
    for (const Name<E> &name : Names<E>) {
        if (word == QLatin1String(name.word))
            return name.value;
    }
    return std::nullopt;
}

} // namespace Nightkeep
