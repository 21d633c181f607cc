// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/coverage/pathpattern.h"

#include <QSet>

#include <algorithm>
#include <optional>

namespace Nightkeep {

namespace {

/// Where the set that begins at `open` ends ("]"); -1 where it never does.
qsizetype setEnd(const QByteArray &pattern, qsizetype open)
{
    for (qsizetype at = open + 1; at < pattern.size(); ++at) {
        if (pattern.at(at) == '\\')
            ++at;
        else if (pattern.at(at) == ']' && at > open + 1)
            return at;
    }
    return -1;
}

struct SetMember
{
    uchar first;
    uchar last;
};

QList<SetMember> membersOf(const QByteArray &pattern, qsizetype open, qsizetype close)
{
    QList<SetMember> members;
    for (qsizetype at = open + 1; at < close; ++at) {
        const bool escaped = pattern.at(at) == '\\' && at + 1 < close;
        at += escaped ? 1 : 0;
        SetMember member {uchar(pattern.at(at)), uchar(pattern.at(at))};
        if (at + 2 < close && pattern.at(at + 1) == '-') {
            at += 2;
            member.last = uchar(pattern.at(at));
        }
        members.append(member);
    }
    return members;
}

/// How many bytes of the pattern take one byte of a name, if they take this one; 0 if they do not.
qsizetype takesByte(const QByteArray &pattern, qsizetype at, char byte)
{
    if (pattern.at(at) == '?')
        return 1;
    const qsizetype close = pattern.at(at) == '[' ? setEnd(pattern, at) : -1;
    if (close < 0)
        return pattern.at(at) == byte ? 1 : 0;
    const QList<SetMember> members = membersOf(pattern, at, close);
    const bool in = std::any_of(members.begin(), members.end(), [byte](const SetMember &member) {
        return member.first <= uchar(byte) && uchar(byte) <= member.last;
    });
    return in ? close + 1 - at : 0;
}

/// One component against its pattern. After a mismatch only the last "*" need take one byte more.
bool matchesComponent(const QByteArray &pattern, const QByteArray &name)
{
    qsizetype at = 0;
    qsizetype read = 0;
    qsizetype star = -1;
    qsizetype starRead = 0;
    while (read < name.size()) {
        if (at < pattern.size() && pattern.at(at) == '*') {
            star = at++;
            starRead = read;
            continue;
        }
        const qsizetype taken = at < pattern.size() ? takesByte(pattern, at, name.at(read)) : 0;
        if (taken > 0) {
            at += taken;
            ++read;
        } else if (star >= 0) {
            at = star + 1;
            read = ++starRead;
        } else {
            return false;
        }
    }
    while (at < pattern.size() && pattern.at(at) == '*')
        ++at;
    return at == pattern.size();
}

/// A name that the component's pattern matches, as far from any other as it can be: of a set its first
/// or its last member.
QByteArray exampleOf(const QByteArray &pattern, const QByteArray &filler, bool first)
{
    QByteArray name;
    for (qsizetype at = 0; at < pattern.size(); ++at) {
        const qsizetype close = pattern.at(at) == '[' ? setEnd(pattern, at) : -1;
        if (pattern.at(at) == '*') {
            name += filler;
        } else if (pattern.at(at) == '?') {
            name += filler.right(1);
        } else if (close >= 0) {
            const QList<SetMember> members = membersOf(pattern, at, close);
            name += char(first ? members.first().first : members.last().last);
            at = close;
        } else {
            name += pattern.at(at);
        }
    }
    return name;
}

QByteArrayList examplesOf(const QByteArray &pattern, const QByteArray &filler)
{
    const QByteArray first = exampleOf(pattern, filler, true);
    const QByteArray last = exampleOf(pattern, filler, false);
    return first == last ? QByteArrayList {first} : QByteArrayList {first, last};
}

} // namespace

QByteArray anyName()
{
    return QByteArrayLiteral("\x01ordinary\x02");
}

PathPattern::PathPattern(const BytePath &written)
{
    BytePath text = written.trimmed();
    const bool quoted =
        text.size() >= 2 && (text.front() == '"' || text.front() == '\'') && text.back() == text.front();
    if (quoted)
        text = text.mid(1, text.size() - 2);
    if (!text.isEmpty() && !text.startsWith('/'))
        m_parts.push_back({"...", true, false});
    const QList<QByteArray> components = text.split('/');
    for (const QByteArray &component : components) {
        const bool anyDepth = component == "...";
        if (component.isEmpty() || (anyDepth && !m_parts.empty() && m_parts.back().anyDepth))
            continue;
        const bool plain = !anyDepth && std::none_of(component.begin(), component.end(), [](char byte) {
            return byte == '*' || byte == '?' || byte == '[';
        });
        m_parts.push_back({component, anyDepth, plain});
    }
}

bool PathPattern::Part::isAnyName() const
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](char byte) { return byte == '*'; });
}

bool PathPattern::isAnywhere() const
{
    const auto begins =
        std::find_if(m_parts.begin(), m_parts.end(), [](const Part &part) { return !part.isAnyName(); });
    return begins != m_parts.end() && begins->anyDepth;
}

bool PathPattern::isOpenEnded() const
{
    return !m_parts.empty() && m_parts.back().anyDepth;
}

QByteArrayList PathPattern::plainNames() const
{
    QByteArrayList names;
    for (const Part &part : m_parts) {
        if (part.plain)
            names.append(part.text);
    }
    return names;
}

BytePath PathPattern::fixedFolder() const
{
    BytePath folder;
    for (size_t at = 0; at + 1 < m_parts.size() && m_parts[at].plain; ++at)
        folder += '/' + m_parts[at].text;
    return folder.isEmpty() ? BytePath("/") : folder;
}

void PathPattern::closeOver(Places &places) const
{
    for (size_t at = 0; at < m_parts.size(); ++at) {
        if (places[at] && m_parts[at].anyDepth)
            places[at + 1] = true;
    }
}

PathPattern::Places PathPattern::begin() const
{
    Places places(m_parts.size() + 1, false);
    places[0] = true;
    closeOver(places);
    return places;
}

void PathPattern::advance(Places &places, const QByteArray &component) const
{
    Places next(places.size(), false);
    for (size_t at = 0; at < m_parts.size(); ++at) {
        if (!places[at])
            continue;
        if (m_parts[at].anyDepth)
            next[at] = true;
        else if (matchesPart(m_parts[at], component))
            next[at + 1] = true;
    }
    places = std::move(next);
    closeOver(places);
}

bool PathPattern::matchesPart(const Part &part, const QByteArray &component)
{
    return part.plain ? part.text == component : matchesComponent(part.text, component);
}

/// As in one component: after a mismatch only the last "..." need take one folder more.
bool PathPattern::reads(const QList<QByteArray> &components, bool beginning) const
{
    size_t at = 0;
    qsizetype read = 0;
    std::optional<size_t> dots;
    qsizetype dotsRead = 0;
    while (true) {
        if (at == m_parts.size() && (beginning || read == components.size()))
            return true;
        if (at < m_parts.size() && m_parts[at].anyDepth) {
            dots = at++;
            dotsRead = read;
        } else if (read < components.size() && at < m_parts.size() && matchesPart(m_parts[at], components.at(read))) {
            ++at;
            ++read;
        } else if (dots && dotsRead < components.size()) {
            at = *dots + 1;
            read = ++dotsRead;
        } else {
            return false;
        }
    }
}

PathPattern::Reach PathPattern::reachBelow(const QList<QByteArray> &folder) const
{
    // Plain names at the beginning, as most rules have, tell at once.
    qsizetype known = 0;
    while (known < std::min(folder.size(), size()) && m_parts[size_t(known)].plain) {
        if (m_parts[size_t(known)].text != folder.at(known))
            return Reach::Nothing;
        ++known;
    }
    if (known > 0 && known == folder.size() && known < size())
        return Reach::Here;

    const Places start = begin();
    Places places = start;
    for (const QByteArray &component : folder)
        advance(places, component);
    if (std::find(places.begin(), places.end(), true) == places.end())
        return matchesBeginning(folder) ? Reach::Here : Reach::Nothing;
    return isAnywhere() && places == start && !matchesBeginning(folder) ? Reach::Anything : Reach::Here;
}

QList<QList<QByteArray>> PathPattern::examplesFrom(size_t place, const QByteArray &filler, qsizetype deepest) const
{
    // Enough for three "..." and some sets; a pattern that is longer than any in use gets fewer depths.
    constexpr qsizetype Enough = 64;
    QList<QList<QByteArray>> some {{}};
    for (size_t at = place; at < m_parts.size(); ++at) {
        if (m_parts[at].plain) {
            for (QList<QByteArray> &path : some)
                path.append(m_parts[at].text);
            continue;
        }
        const QByteArrayList names = examplesOf(m_parts[at].text, filler);
        const QList<qsizetype> depths {0, 1, deepest};
        const qsizetype ways = some.size() > Enough ? 1 : m_parts[at].anyDepth ? depths.size() : names.size();
        if (ways == 1) { // without copies of all that the paths have so far
            for (QList<QByteArray> &path : some) {
                if (!m_parts[at].anyDepth)
                    path.append(names.first());
            }
            continue;
        }
        QList<QList<QByteArray>> longer;
        for (const QList<QByteArray> &path : std::as_const(some)) {
            for (qsizetype way = 0; way < ways; ++way)
                longer.append(path
                              + (m_parts[at].anyDepth ? QList<QByteArray>(depths.at(way), filler)
                                                      : QList<QByteArray> {names.at(way)}));
        }
        some = longer;
    }
    return some;
}

QList<QList<QByteArray>> PathPattern::examplesBelow(const QList<QByteArray> &folder, const QByteArray &filler,
                                                    qsizetype deepest) const
{
    Places places = begin();
    for (const QByteArray &component : folder)
        advance(places, component);
    QList<QList<QByteArray>> all;
    QSet<QList<QByteArray>> seen;
    for (size_t place = 0; place < m_parts.size(); ++place) {
        if (!places[place])
            continue;
        for (const QList<QByteArray> &path : examplesFrom(place, filler, deepest)) {
            if (path.isEmpty() || seen.contains(path))
                continue;
            seen.insert(path);
            all.append(path);
        }
    }
    return all;
}

} // namespace Nightkeep
