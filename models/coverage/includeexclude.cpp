// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/coverage/includeexclude.h"

#include <algorithm>
#include <vector>

namespace Nightkeep {

namespace {

using Scope = IncludeExcludeRule::Scope;
using Reach = PathPattern::Reach;

BytePath pathOf(const QList<QByteArray> &components)
{
    return '/' + components.join('/');
}

qsizetype bytesOf(const QList<QByteArray> &components)
{
    qsizetype bytes = 0;
    for (const QByteArray &component : components)
        bytes += component.size() + 1;
    return bytes;
}

} // namespace

struct IncludeExclude::Search
{
    QList<QByteArray> folder;
    BytePath fileSpace;
    const MayBe &mayBe;
    qsizetype most = 0; ///< work that is allowed
    std::vector<Reach> reaches = {}; ///< of each rule, by its place
    qsizetype left = 0; ///< work that is worth it, to learn more of single rules
    qsizetype held = 0; ///< how many rules were held against a file
    qsizetype work = 0;
    bool taken = false;
    QSet<qsizetype> byPlace = {};
    QSet<qsizetype> byName = {};
    QHash<qsizetype, QSet<Purpose>> lost = {};

    [[nodiscard]] bool isSpent() const { return work > most; }
    void spend(qsizetype more)
    {
        left -= more;
        work += more;
    }
};

IncludeExclude::IncludeExclude(const QList<IncludeExcludeRule> &rules)
    : m_list(rules)
{
    for (const IncludeExcludeRule &rule : rules) {
        const PathPattern pattern(rule.pattern);
        m_rules.append({rule.include, rule.scope, pattern});
        m_deepest = std::max(m_deepest, pattern.size() + 1);
    }
    for (const Scope scope : {Scope::FileSpace, Scope::Directory, Scope::File}) {
        for (qsizetype place = 0; place < m_rules.size(); ++place) {
            // Only files are ever included; a rule without a pattern says nothing.
            const bool sound = scope == Scope::File || !m_rules.at(place).include;
            if (m_rules.at(place).scope == scope && sound && !rules.at(place).pattern.trimmed().isEmpty())
                m_order.append(place);
        }
    }
    order();
}

/// Each rule under the rarest of its names, of equals the last: the nearer to the end, the less is below it.
void IncludeExclude::order()
{
    QHash<QByteArray, int> times;
    for (const Rule &rule : std::as_const(m_rules)) {
        for (const QByteArray &name : rule.pattern.plainNames())
            ++times[name];
    }
    for (qsizetype turn = 0; turn < m_order.size(); ++turn) {
        const Rule &rule = m_rules.at(m_order.at(turn));
        const QByteArrayList names = rule.pattern.plainNames();
        const auto rarest = std::min_element(names.rbegin(), names.rend(), [&times](const auto &a, const auto &b) {
            return times.value(a) < times.value(b);
        });
        // A rule for a file space is not held against the file.
        if (rarest == names.rend() || rule.scope == Scope::FileSpace)
            m_nameless.append(turn);
        else
            m_named[*rarest].append(turn);
    }
}

bool IncludeExclude::matches(const Rule &rule, const File &file, const BytePath &fileSpace)
{
    return rule.scope == Scope::FileSpace ? rule.pattern.matches(fileSpace)
        : rule.scope == Scope::Directory  ? rule.pattern.matchesBeginning(file.folder)
                                          : rule.pattern.matches(file.path);
}

template<typename Decides> qsizetype IncludeExclude::first(const File &file, Decides decides) const
{
    QList<qsizetype> named;
    for (const QByteArray &name : file.path) {
        const auto found = m_named.constFind(name);
        if (found != m_named.constEnd())
            named += *found;
    }
    std::sort(named.begin(), named.end());
    auto one = m_nameless.begin();
    auto other = named.cbegin();
    while (one != m_nameless.end() || other != named.cend()) {
        const bool fromNamed = one == m_nameless.end() || (other != named.cend() && *other < *one);
        const qsizetype place = m_order.at(fromNamed ? *other++ : *one++);
        if (decides(place))
            return place;
    }
    return -1;
}

qsizetype IncludeExclude::excluding(const BytePath &file, const BytePath &fileSpace) const
{
    const File names(pathComponents(file));
    const qsizetype place = first(names, [&](qsizetype at) { return matches(m_rules.at(at), names, fileSpace); });
    return place < 0 || m_rules.at(place).include ? -1 : place;
}

/// At the worst each name of a path is held against each of the rule, and each of their bytes.
qsizetype IncludeExclude::price(qsizetype place, qsizetype components, qsizetype bytes) const
{
    return 1 + m_rules.at(place).pattern.size() * components / 256 + m_list.at(place).pattern.size() * bytes / 8192;
}

qsizetype IncludeExclude::excluding(Search &search, const QList<QByteArray> &path) const
{
    if (search.isSpent())
        return -1;
    const File file(path);
    const qsizetype bytes = bytesOf(path);
    const qsizetype place = first(file, [&](qsizetype at) {
        ++search.held;
        const bool mayReach = search.reaches[size_t(at)] != Reach::Nothing;
        search.spend(mayReach ? price(at, path.size(), bytes) : 1);
        return search.isSpent() || (mayReach && matches(m_rules.at(at), file, search.fileSpace));
    });
    return place < 0 || search.isSpent() || m_rules.at(place).include ? -1 : place;
}

/// Whether the rule would keep this out wherever the folder stood.
bool IncludeExclude::isByName(const Rule &rule, const QList<QByteArray> &relative) const
{
    const QList<QByteArray> elsewhere = QList<QByteArray> {anyName()} + relative;
    return rule.pattern.isAnywhere() && rule.scope != Scope::FileSpace && matches(rule, File(elsewhere), {});
}

/// Files of no name in particular, at each depth that a rule may tell from others.
void IncludeExclude::tryOrdinary(Search &search) const
{
    for (qsizetype depth = 0; depth <= m_deepest; ++depth) {
        const qsizetype rule = excluding(search, search.folder + QList<QByteArray>(depth + 1, anyName()));
        if (rule < 0)
            search.taken = true;
        else if (search.byPlace.isEmpty())
            search.byPlace.insert(rule);
    }
}

/// Ordinary files of folders that are there: a rule that looks for their names takes them for certain.
void IncludeExclude::tryFolders(Search &search, const QList<BytePath> &folders) const
{
    for (const BytePath &folder : folders) {
        const qsizetype rule = excluding(search, pathComponents(folder) + QList<QByteArray> {anyName()});
        if (rule < 0)
            search.taken = true;
        else
            search.byPlace.insert(rule);
    }
}

void IncludeExclude::tryExamples(Search &search, const QList<PurposeFile> &examples) const
{
    for (const PurposeFile &example : examples) {
        const qsizetype rule = excluding(search, example.path);
        if (rule >= 0)
            search.lost[rule].insert(example.purpose);
    }
}

/// Looks at the files that one rule speaks of; another may decide them.
void IncludeExclude::tryRule(Search &search, qsizetype place) const
{
    const Rule &rule = m_rules.at(place);
    // An exclude that looks for names and learnt nothing from this folder's can only be one by name:
    // a single example tells whether it is shielded by an include.
    const bool once = search.reaches[size_t(place)] == Reach::Anything && !rule.include;
    if (search.isSpent())
        return;
    if (search.left <= 0) {
        if (!rule.include)
            (once ? search.byName : search.byPlace).insert(place);
        return;
    }
    const QList<QList<QByteArray>> examples =
        rule.pattern.examplesBelow(once ? QList<QByteArray>() : search.folder, anyName(), m_deepest);
    for (const QList<QByteArray> &relative : examples)
        search.spend(relative.size() / 8); // a short one is only worth its look
    for (QList<QByteArray> relative : once ? examples.mid(0, 1) : examples) {
        if (rule.scope == Scope::Directory || rule.pattern.isOpenEnded())
            relative.append(anyName());
        const QList<QByteArray> file = search.folder + relative;
        if (!search.mayBe(pathOf(file)))
            continue;
        const qsizetype decided = excluding(search, file);
        if (decided < 0)
            search.taken = true;
        else if (isByName(m_rules.at(decided), relative))
            search.byName.insert(decided);
        else
            search.byPlace.insert(decided);
    }
}

/// What is lost where a rule is anchored, below a folder that exists for nothing in particular.
void IncludeExclude::tryAnchors(Search &search) const
{
    constexpr qsizetype Enough = 64; // anchors, each of them against all rules
    QList<qsizetype> places = search.byPlace.values();
    std::sort(places.begin(), places.end());
    const BytePath folder = pathOf(search.folder);
    QSet<BytePath> tried;
    search.left = std::max(search.left, Enough * m_rules.size());
    for (const qsizetype place : places) {
        if (search.left <= 0 || tried.size() >= Enough)
            break;
        const BytePath anchor = m_rules.at(place).pattern.fixedFolder();
        if (tried.contains(anchor))
            continue;
        tried.insert(anchor);
        if (holdsPath(folder, anchor))
            tryExamples(search, filesOfPurpose(anchor, {}, anchor));
    }
}

/// Of a folder of which something is taken. Of several rules the highest is named, first of those that take
/// what the folder exists for.
RuleEffect IncludeExclude::effectOf(const Search &search)
{
    const QList<qsizetype> losing = search.lost.keys();
    const QSet<qsizetype> out = losing.isEmpty() ? search.byPlace : QSet<qsizetype>(losing.begin(), losing.end());
    if (out.isEmpty())
        return {RuleEffect::Kind::None, -1, {}, {}, search.byName};
    RuleEffect effect {RuleEffect::Kind::Part, *std::min_element(out.begin(), out.end())};
    effect.lost = search.lost.value(effect.rule);
    effect.alsoByPlace = search.byPlace + out - QSet<qsizetype> {effect.rule};
    effect.byName = search.byName - out - search.byPlace;
    return effect;
}

void IncludeExclude::findReaches(Search &search) const
{
    const qsizetype bytes = bytesOf(search.folder);
    search.reaches.assign(size_t(m_rules.size()), Reach::Nothing);
    for (const qsizetype place : m_order) {
        search.spend(price(place, search.folder.size(), bytes));
        if (search.isSpent())
            return;
        const Rule &rule = m_rules.at(place);
        search.reaches[size_t(place)] = rule.scope != Scope::FileSpace ? rule.pattern.reachBelow(search.folder)
            : rule.pattern.matches(search.fileSpace)                   ? Reach::Here
                                                                       : Reach::Nothing;
    }
}

RuleEffect IncludeExclude::below(const BytePath &folder, const BytePath &fileSpace, const MayBe &mayBe,
                                 const QList<PurposeFile> &examples, const QList<BytePath> &folders,
                                 qsizetype mostWork) const
{
    // Enough for all examples of a list of some hundred rules, and for one of each of many thousand.
    constexpr qsizetype Enough = 200'000;
    Search search {pathComponents(folder), fileSpace, mayBe, mostWork};
    findReaches(search);
    tryOrdinary(search);
    const qsizetype everywhere = search.byPlace.isEmpty() ? -1 : *search.byPlace.cbegin();
    tryFolders(search, folders);
    tryExamples(search, examples);
    // So far it was a path for each thing that is known. Below, one for each rule.
    search.left = Enough + 16 * m_rules.size();
    for (const qsizetype place : m_order) {
        if (search.reaches[size_t(place)] != Reach::Nothing && m_rules.at(place).scope != Scope::FileSpace)
            tryRule(search, place);
    }
    if (search.taken)
        tryAnchors(search);
    if (search.isSpent())
        return {.held = search.held, .work = search.work, .unfinished = true};
    RuleEffect effect = search.taken ? effectOf(search) : RuleEffect {RuleEffect::Kind::Whole, everywhere};
    effect.held = search.held;
    effect.work = search.work;
    return effect;
}

qsizetype IncludeExclude::binding(const BytePath &folder) const
{
    const QList<QByteArray> file = pathComponents(folder) + QList<QByteArray> {anyName()};
    const auto found = std::find_if(m_order.begin(), m_order.end(), [&](qsizetype place) {
        return m_rules.at(place).scope == Scope::File && m_rules.at(place).pattern.matches(file);
    });
    return found != m_order.end() && m_rules.at(*found).include ? *found : -1;
}

} // namespace Nightkeep
