// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/pickled_weights.h"

#include "core/base/error.h"

#include <algorithm>
#include <cstring>
#include <optional>
#include <string_view>
#include <unordered_map>

namespace finetune::model {
namespace {

using Bytes = std::string_view;
using Index = std::uint32_t;

constexpr std::size_t kLongestPickle = 4 << 20; // of 200 bytes or so a tensor
// The first pickle of the old form: the number 0x1950a86a20f9469cfc6c.
constexpr Bytes kOldForm{"\x80\x02\x8a\x0al\xfc\x9c\x46\xf9 j\xa8P\x19.", 15};

[[noreturn]] void refuse(const std::string& what) {
    throw Error(Kind::Input, what)
        .cure("Load the model in Python and save it with save_pretrained, which writes model.safetensors; do not do so "
              "with a file from people you do not trust");
}

[[noreturn]] void damaged() {
    throw Error(Kind::Input, "is damaged, cut short, larger than 4 GB, or no file of torch.save")
        .cure("Fetch the file again; or load the model in Python and save it with save_pretrained, which writes "
              "model.safetensors");
}

Bytes part(Bytes bytes, std::uint64_t at, std::uint64_t size) {
    if (at > bytes.size() || size > bytes.size() - at)
        damaged();
    return bytes.substr(at, size);
}

std::uint64_t number(Bytes bytes, std::uint64_t at, int size) { // little-endian, as everything here
    std::uint64_t value = 0;
    std::memcpy(&value, part(bytes, at, static_cast<std::uint64_t>(size)).data(), static_cast<std::size_t>(size));
    return value;
}

// The dtype of a storage's class, "torch FloatStorage"; "": none.
std::string dtypeOf(const std::string& name) {
    static const std::map<std::string, std::string> kDtypes = {
        {"torch FloatStorage", "F32"}, {"torch DoubleStorage", "F64"},    {"torch HalfStorage", "F16"},
        {"torch LongStorage", "I64"},  {"torch BFloat16Storage", "BF16"}, {"torch IntStorage", "I32"},
        {"torch ShortStorage", "I16"}, {"torch CharStorage", "I8"},       {"torch ByteStorage", "U8"},
        {"torch BoolStorage", "BOOL"}};
    const auto found = kDtypes.find(name);
    return found == kDtypes.end() ? "" : found->second;
}

constexpr const char *kDict = "collections OrderedDict", *kTensor = "torch._utils _rebuild_tensor_v2",
                     *kParameter = "torch._utils _rebuild_parameter";

struct Value {
    enum class Kind { Other, Number, Text, Name, List, Dict, Storage, Tensor };
    Kind kind = Kind::Other;
    std::int64_t number = 0;
    std::string text;         // a Text; a Name as "module name"
    std::vector<Index> items; // of a List; of a Dict: key, value, key, value; of a Storage or Tensor: what makes it
};

// A pickle, as data: its instructions are followed as far as they build lists, dictionaries and tensors' descriptions.
// Values refer to each other by their place, so that no nesting and no cycle of them costs more than its instructions.
class Pickle {
public:
    explicit Pickle(Bytes text) : text_(text.substr(0, kLongestPickle)) { result_ = read(); }
    const Value& result() const { return values_[result_]; }
    const Value& at(Index index) const { return values_[index]; }
    const std::vector<Value>& values() const { return values_; }
    std::size_t size() const { return at_; } // in bytes, of which more may follow

    // The member of a list, tensor or storage; it must be there and of this kind.
    const Value& item(const Value& of, std::size_t place, Value::Kind kind) const {
        if (place >= of.items.size() || at(of.items[place]).kind != kind)
            refuse("holds a tensor that is not described as torch.save does it");
        return at(of.items[place]);
    }

private:
    std::uint64_t take(int size) {
        const std::uint64_t value = number(text_, at_, size);
        at_ += static_cast<std::size_t>(size);
        return value;
    }
    std::string takeText(std::uint64_t size) {
        const Bytes text = part(text_, at_, size);
        at_ += size;
        return std::string(text);
    }
    std::string takeLine() {
        const std::size_t end = text_.find('\n', at_);
        std::string line = takeText(end == Bytes::npos ? Bytes::npos : end - at_);
        ++at_;
        return line;
    }
    void push(Value value) {
        values_.push_back(std::move(value));
        stack_.push_back(static_cast<Index>(values_.size() - 1));
    }
    void pushNumber(std::int64_t value) { push({Value::Kind::Number, value, {}, {}}); }
    Index pop() {
        if (stack_.empty())
            damaged();
        const Index top = stack_.back();
        stack_.pop_back();
        return top;
    }
    std::vector<Index> popLast(std::size_t count) {
        if (count > stack_.size())
            damaged();
        std::vector<Index> out(stack_.end() - static_cast<std::ptrdiff_t>(count), stack_.end());
        stack_.resize(stack_.size() - count);
        return out;
    }
    std::vector<Index> popToMark() {
        if (marks_.empty() || marks_.back() > stack_.size())
            damaged();
        const std::size_t mark = marks_.back();
        marks_.pop_back();
        return popLast(stack_.size() - mark);
    }
    void add(const std::vector<Index>& items) { // to the list or dictionary that is on top
        const Index to = pop();
        stack_.push_back(to);
        Value& container = values_[to];
        if (container.kind != Value::Kind::List && (container.kind != Value::Kind::Dict || items.size() % 2 != 0))
            damaged();
        container.items.insert(container.items.end(), items.begin(), items.end());
    }
    void pushName(const std::string& name) {
        if (name != kDict && name != kTensor && name != kParameter && dtypeOf(name).empty())
            refuse("asks for Python's “" + name.substr(0, 100) +
                   "”; weights are a dictionary of tensors and need it not");
        push({Value::Kind::Name, 0, name, {}});
    }
    // What makes a storage or tensor: a short list, so that many of them cannot share a long one.
    std::vector<Index> popArguments() {
        const Value& list = at(pop());
        if (list.kind != Value::Kind::List || list.items.size() > 8)
            damaged();
        return list.items;
    }
    // A call of one of the names above.
    void call() {
        const std::vector<Index> arguments = popArguments();
        const Value& called = at(pop());
        const std::string name = called.kind == Value::Kind::Name ? called.text : "";
        if (name == kDict && arguments.empty())
            push({Value::Kind::Dict, 0, {}, {}});
        else if (name == kTensor)
            push({Value::Kind::Tensor, 0, {}, arguments});
        else if (name == kParameter && !arguments.empty())
            stack_.push_back(arguments.front());
        else
            refuse("calls something that is not part of a dictionary of tensors");
    }
    void recall(std::uint64_t key) {
        const auto found = memo_.find(key);
        if (found == memo_.end())
            damaged();
        stack_.push_back(found->second);
    }
    void memorise(std::uint64_t key) {
        memo_[key] = pop();
        stack_.push_back(memo_[key]);
    }

    Index read();

    Bytes text_;
    std::size_t at_ = 0;
    std::vector<Value> values_;
    std::vector<Index> stack_;
    std::vector<std::size_t> marks_;
    std::unordered_map<std::uint64_t, Index> memo_;
    Index result_ = 0;
};

Index Pickle::read() {
    for (;;) {
        const auto instruction = static_cast<unsigned char>(take(1));
        switch (instruction) {
        case 0x80: // PROTO
            if (take(1) != 2)
                refuse("is pickled with another protocol than 2, which torch.save uses");
            break;
        case '.':
            return pop();
        case '(':
            marks_.push_back(stack_.size());
            break;
        case '}':
            push({Value::Kind::Dict, 0, {}, {}});
            break;
        case ']':
        case ')':
            push({Value::Kind::List, 0, {}, {}});
            break;
        case 't':
            push({Value::Kind::List, 0, {}, popToMark()});
            break;
        case 0x85: // TUPLE1, 2, 3
        case 0x86:
        case 0x87:
            push({Value::Kind::List, 0, {}, popLast(instruction - 0x84u)});
            break;
        case 'N':
            push({});
            break;
        case 0x88: // NEWTRUE, NEWFALSE
        case 0x89:
            pushNumber(instruction == 0x88);
            break;
        case 'K':
            pushNumber(static_cast<std::int64_t>(take(1)));
            break;
        case 'M':
            pushNumber(static_cast<std::int64_t>(take(2)));
            break;
        case 'J':
            pushNumber(static_cast<std::int32_t>(take(4)));
            break;
        case 0x8a: { // LONG1
            const auto size = static_cast<int>(take(1));
            if (size == 0 || size > 8)
                takeText(static_cast<std::uint64_t>(size)), push({});
            else
                pushNumber(static_cast<std::int64_t>(take(size) << (64 - 8 * size)) >> (64 - 8 * size));
            break;
        }
        case 'G':
            takeText(8), push({});
            break;
        case 'X':
            push({Value::Kind::Text, 0, takeText(take(4)), {}});
            break;
        case 'c': {
            const std::string module = takeLine();
            pushName(module + " " + takeLine());
            break;
        }
        case 'q':
            memorise(take(1));
            break;
        case 'r':
            memorise(take(4));
            break;
        case 'h':
            recall(take(1));
            break;
        case 'j':
            recall(take(4));
            break;
        case 'Q':
            push({Value::Kind::Storage, 0, {}, popArguments()});
            break;
        case 'R':
            call();
            break;
        case 'a':
            add(popLast(1));
            break;
        case 's':
            add(popLast(2));
            break;
        case 'e':
        case 'u':
            add(popToMark());
            break;
        case 'b': // BUILD: attributes of what is below, such as a state_dict's _metadata
            pop();
            break;
        default:
            refuse("has an instruction in its pickle that a dictionary of tensors does not need");
        }
    }
}

// Files of a zip that are stored as they are, without the name of the folder that they are all in.
std::map<std::string, Bytes> entriesOf(Bytes zip) {
    const std::size_t end = zip.rfind("PK\5\6");
    if (end == Bytes::npos)
        damaged();
    const std::uint64_t count = number(zip, end + 10, 2);
    std::uint64_t at = number(zip, end + 16, 4);
    std::map<std::string, Bytes> entries;
    for (std::uint64_t i = 0; i < count; ++i) {
        const std::uint64_t size = number(zip, at + 24, 4), local = number(zip, at + 42, 4);
        const std::uint64_t nameSize = number(zip, at + 28, 2);
        if (part(zip, at, 4) != "PK\1\2" || part(zip, local, 4) != "PK\3\4")
            damaged();
        if (number(zip, at + 10, 2) != 0 || number(zip, at + 20, 4) != size)
            refuse("is a compressed zip, as torch.save does not write it");
        const std::string name(part(zip, at + 46, nameSize));
        const std::uint64_t data = local + 30 + number(zip, local + 26, 2) + number(zip, local + 28, 2);
        entries.emplace(name.substr(name.find('/') + 1), part(zip, data, size));
        at += 46 + nameSize + number(zip, at + 30, 2) + number(zip, at + 32, 2);
    }
    return entries;
}

// What a file holds: the pickle, and the bytes of the storages that it names.
struct Contents {
    Pickle pickle;
    std::map<std::string, Bytes> storages;
};

Contents contentsOfZip(Bytes file) {
    std::map<std::string, Bytes> entries = entriesOf(file);
    if (!entries.contains("data.pkl"))
        damaged();
    if (entries.contains("byteorder") && entries["byteorder"] != "little")
        refuse("was written on a big-endian machine");
    Contents out{Pickle(entries["data.pkl"]), {}};
    for (const auto& [name, bytes] : entries)
        if (name.starts_with("data/"))
            out.storages.emplace(name.substr(5), bytes);
    return out;
}

// Five pickles (a number, the version, the writer's machine, the dictionary, the storages' names in order), then of
// each storage the number of its elements and these.
Contents contentsOfOldForm(Bytes file) {
    std::size_t at = kOldForm.size();
    const auto next = [&] {
        Pickle pickle(file.substr(at));
        at += pickle.size();
        return pickle;
    };
    next();
    const Pickle machine = next();
    const std::vector<Index>& pairs = machine.result().items;
    for (std::size_t i = 0; i + 1 < pairs.size(); i += 2)
        if (machine.at(pairs[i]).text == "little_endian" && machine.at(pairs[i + 1]).number == 0)
            refuse("was written on a big-endian machine");
    Contents out{next(), {}};
    std::map<std::string, std::size_t> widths;
    for (const Value& value : out.pickle.values())
        if (value.kind == Value::Kind::Storage)
            widths[out.pickle.item(value, 2, Value::Kind::Text).text] =
                bytesOfDtype(dtypeOf(out.pickle.item(value, 1, Value::Kind::Name).text));
    const Pickle names = next();
    for (std::size_t i = 0; i < names.result().items.size(); ++i) {
        const std::string& name = names.item(names.result(), i, Value::Kind::Text).text;
        const std::uint64_t count = number(file, at, 8), width = widths[name];
        if (width == 0 || count > file.size() / width)
            damaged();
        out.storages.emplace(name, part(file, at + 8, count * width));
        at += 8 + count * width;
    }
    return out;
}

std::vector<std::uint64_t> sizes(const Pickle& pickle, const Value& list) {
    if (list.items.size() > 16)
        refuse("holds a tensor of more than 16 dimensions");
    std::vector<std::uint64_t> out;
    for (std::size_t i = 0; i < list.items.size(); ++i)
        out.push_back(static_cast<std::uint64_t>(pickle.item(list, i, Value::Kind::Number).number)); // negative: huge
    return out;
}

// A tensor's elements in row-major order: a part of its storage, or a copy in `rearranged`.
struct Layout {
    std::uint64_t first = 0, count = 1;
    std::vector<std::uint64_t> shape, strides;
    bool inOrder = true;

    // Every element must be in the storage of `elements`, and there may not be more of them than are there.
    void check(std::uint64_t elements) {
        std::uint64_t last = first;
        bool fits = shape.size() == strides.size();
        count = std::ranges::count(shape, 0u) > 0 ? 0 : 1;
        for (std::size_t i = shape.size(); fits && count > 0 && i-- > 0;) {
            inOrder = inOrder && (shape[i] == 1 || strides[i] == count);
            fits = shape[i] <= elements / count && last < elements &&
                   (shape[i] == 1 || strides[i] <= (elements - 1 - last) / (shape[i] - 1));
            count *= fits ? shape[i] : 1, last += fits ? (shape[i] - 1) * strides[i] : 0;
        }
        if (!fits || (count > 0 && last >= elements))
            refuse("holds a tensor that is not within its storage");
    }
    std::uint64_t placeOf(std::uint64_t element) const {
        std::uint64_t place = first;
        for (std::size_t i = shape.size(); i-- > 0; element /= shape[i])
            place += element % shape[i] * strides[i];
        return place;
    }
};

} // namespace

PickledWeights::PickledWeights(const std::filesystem::path& file) : mapped_(file) {
    try {
        const Bytes all(reinterpret_cast<const char*>(mapped_.bytes().data()), mapped_.bytes().size());
        const Contents contents = all.starts_with(kOldForm) ? contentsOfOldForm(all) : contentsOfZip(all);
        const Pickle& pickle = contents.pickle;
        if (pickle.result().kind != Value::Kind::Dict)
            refuse("holds something else than a dictionary of tensors");
        std::size_t copied = 0;
        for (std::size_t i = 0; i < pickle.result().items.size(); i += 2) {
            const std::string& name = pickle.item(pickle.result(), i, Value::Kind::Text).text;
            const Value& tensor = pickle.at(pickle.result().items[i + 1]);
            if (tensor.kind != Value::Kind::Tensor)
                refuse("holds “" + name.substr(0, 100) + "”, which is not a tensor; weights are tensors alone");
            const Value& storage = pickle.item(tensor, 0, Value::Kind::Storage);
            const std::string dtype = dtypeOf(pickle.item(storage, 1, Value::Kind::Name).text);
            const std::uint64_t width = bytesOfDtype(dtype);
            const auto bytes = contents.storages.find(pickle.item(storage, 2, Value::Kind::Text).text);
            if (width == 0 || bytes == contents.storages.end())
                damaged();
            Layout layout{.first = static_cast<std::uint64_t>(pickle.item(tensor, 1, Value::Kind::Number).number),
                          .shape = sizes(pickle, pickle.item(tensor, 2, Value::Kind::List)),
                          .strides = sizes(pickle, pickle.item(tensor, 3, Value::Kind::List))};
            layout.check(bytes->second.size() / width);
            const auto* data = reinterpret_cast<const std::byte*>(bytes->second.data());
            TensorView view{dtype, {layout.shape.begin(), layout.shape.end()}, {}};
            if (layout.inOrder) {
                view.bytes = {data + (layout.count > 0 ? layout.first * width : 0), layout.count * width};
            } else {
                if ((copied += layout.count * width) > all.size())
                    refuse("holds more tensors in another order than it has bytes");
                std::vector<std::byte>& copy = rearranged_.emplace_back(layout.count * width);
                for (std::uint64_t k = 0; k < layout.count; ++k)
                    std::memcpy(copy.data() + k * width, data + layout.placeOf(k) * width, width);
                view.bytes = copy;
            }
            if (!tensors_.emplace(name, std::move(view)).second)
                refuse("holds the tensor “" + name.substr(0, 100) + "” twice");
        }
    } catch (Error& error) {
        throw error.in(file);
    }
}

} // namespace finetune::model
