"""Train a compact Marian Arabic->English model from what prepare.py wrote. Runs on CPU or one CUDA GPU.

usage: train.py DATA_DIR OUT_DIR --minutes 100 [--d 256 --ffn 1024 --enc 5 --dec 2 --heads 8] [--batch-tokens 3000] [--init CHECKPOINT]

Resumes from OUT_DIR/last.pt when it is there; else starts from the Hugging Face checkpoint --init (same sizes and
vocabulary, fresh optimiser), else from random weights. Writes OUT_DIR/hf (a Hugging Face MarianMTModel checkpoint, the
exponential moving average of the weights) at every evaluation, and OUT_DIR/log.txt. Loss is label-smoothed
cross-entropy (0.1) per target token; learning rate rises for --warmup updates, then falls with 1/sqrt(update)
and linearly to zero over the last --cooldown share of the time when --final is given.
"""
import argparse
import copy
import math
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from transformers import MarianConfig, MarianMTModel


class Muon(torch.optim.Optimizer):
    """Momentum orthogonalised by five Newton-Schulz steps, for hidden weight matrices only.

    Update RMS is matched to AdamW's (0.2 * sqrt(max(rows, columns))), so the same learning rate serves both.
    float32 on CPU (bfloat16 is slow there), bfloat16 on CUDA. Source: K. Jordan et al., "Muon", 2024.
    """

    def __init__(self, params, lr, momentum=0.95, weight_decay=0.01):
        super().__init__(params, {"lr": lr, "momentum": momentum, "weight_decay": weight_decay})

    @staticmethod
    def orthogonalise(g):
        x = g.bfloat16() if g.is_cuda else g
        tall = x.shape[0] > x.shape[1]
        x = x.T if tall else x
        x = x / (x.norm() + 1e-7)
        for _ in range(5):
            gram = x @ x.T
            x = 3.4445 * x + (-4.7750 * gram + 2.0315 * gram @ gram) @ x
        return (x.T if tall else x).to(g.dtype)

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for q in group["params"]:
                if q.grad is None:
                    continue
                state = self.state[q]
                if "m" not in state:
                    state["m"] = torch.zeros_like(q)
                state["m"].lerp_(q.grad, 1 - group["momentum"])
                update = self.orthogonalise(q.grad.lerp(state["m"], group["momentum"]))
                q.mul_(1 - group["lr"] * group["weight_decay"])
                q.add_(update, alpha=-group["lr"] * 0.2 * max(q.shape) ** 0.5)


class Pairs:
    def __init__(self, path):
        data = np.load(path)
        self.src, self.tgt = data["src"], data["tgt"]
        self.src_len, self.tgt_len = data["src_len"].astype(np.int64), data["tgt_len"].astype(np.int64)
        self.src_at = np.concatenate([[0], np.cumsum(self.src_len)])
        self.tgt_at = np.concatenate([[0], np.cumsum(self.tgt_len)])

    def __len__(self):
        return len(self.src_len)

    def batches(self, tokens, rng):
        """Yield lists of indices: similar lengths together, at most `tokens` padded tokens on the longer side."""
        order = rng.permutation(len(self))
        pool = 64 * 256
        for start in range(0, len(order), pool):
            chunk = order[start:start + pool]
            size = np.maximum(self.src_len[chunk], self.tgt_len[chunk]) + 1
            chunk = chunk[np.lexsort((self.src_len[chunk], size))]
            out, batch, longest = [], [], 0
            for i in chunk:
                longest = max(longest, int(max(self.src_len[i], self.tgt_len[i])) + 1)
                if batch and longest * (len(batch) + 1) > tokens:
                    out.append(batch)
                    batch, longest = [], int(max(self.src_len[i], self.tgt_len[i])) + 1
                batch.append(i)
            if batch:
                out.append(batch)
            for k in rng.permutation(len(out)):
                yield out[k]

    def tensors(self, batch, pad, device):
        def side(ids, at, lengths):
            width = int(lengths[batch].max()) + 1
            block = np.full((len(batch), width), pad, dtype=np.int64)
            for row, i in enumerate(batch):
                n = int(lengths[i])
                block[row, :n] = ids[at[i]:at[i] + n]
                block[row, n] = 0
            return torch.from_numpy(block).to(device, non_blocking=True)
        return side(self.src, self.src_at, self.src_len), side(self.tgt, self.tgt_at, self.tgt_len)


def loss_of(model, src, tgt, pad, smoothing):
    start = torch.full((tgt.shape[0], 1), pad, dtype=tgt.dtype, device=tgt.device)
    inputs = torch.cat([start, tgt[:, :-1]], dim=1)
    decoder_mask = torch.ones_like(inputs)
    hidden = model.model(input_ids=src, attention_mask=(src != pad).long(), decoder_input_ids=inputs,
                         decoder_attention_mask=decoder_mask, use_cache=False).last_hidden_state
    keep = tgt != pad
    logits = F.linear(hidden[keep], model.lm_head.weight) + model.final_logits_bias
    return F.cross_entropy(logits.float(), tgt[keep], label_smoothing=smoothing), int(keep.sum())


def main():
    p = argparse.ArgumentParser()
    p.add_argument("data"), p.add_argument("out")
    p.add_argument("--minutes", type=float, default=60)
    p.add_argument("--d", type=int, default=256), p.add_argument("--ffn", type=int, default=1024)
    p.add_argument("--enc", type=int, default=5), p.add_argument("--dec", type=int, default=2), p.add_argument("--heads", type=int, default=8)
    p.add_argument("--batch-tokens", type=int, default=3000), p.add_argument("--lr", type=float, default=1e-3)
    p.add_argument("--warmup", type=int, default=800), p.add_argument("--dropout", type=float, default=0.0)
    p.add_argument("--ema", type=float, default=0.9995), p.add_argument("--eval-minutes", type=float, default=15)
    p.add_argument("--cooldown", type=float, default=0.25), p.add_argument("--final", action="store_true")
    p.add_argument("--accumulate", type=int, default=1), p.add_argument("--adam-only", action="store_true")
    p.add_argument("--bf16", action="store_true"), p.add_argument("--threads", type=int, default=2), p.add_argument("--init")
    a = p.parse_args()
    out = Path(a.out)
    out.mkdir(parents=True, exist_ok=True)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    if device == "cpu":
        torch.set_num_threads(a.threads)
    else:
        torch.backends.cuda.matmul.allow_tf32 = True
    train, dev = Pairs(Path(a.data) / "train.npz"), Pairs(Path(a.data) / "dev.npz")
    import json
    vocab = len(json.load(open(Path(a.data) / "vocab.json", encoding="utf-8")))
    pad = vocab - 1
    config = MarianConfig(
        vocab_size=vocab, decoder_vocab_size=vocab, d_model=a.d, encoder_layers=a.enc, decoder_layers=a.dec,
        encoder_attention_heads=a.heads, decoder_attention_heads=a.heads, encoder_ffn_dim=a.ffn, decoder_ffn_dim=a.ffn,
        activation_function="swish", dropout=a.dropout, scale_embedding=True, static_position_embeddings=True, normalize_embedding=False,
        share_encoder_decoder_embeddings=True, tie_word_embeddings=True, max_position_embeddings=512, init_std=a.d ** -0.5,
        pad_token_id=pad, eos_token_id=0, decoder_start_token_id=pad, forced_eos_token_id=0)
    torch.manual_seed(1)
    model = MarianMTModel(config).to(device)
    # Xavier for the projections; N(0, 1/d) for the embeddings, which are scaled by sqrt(d) at the input.
    for name, param in model.named_parameters():
        if param.dim() == 2 and "embed" not in name and "shared" not in name and "lm_head" not in name:
            torch.nn.init.xavier_uniform_(param)
    if a.init:
        model.load_state_dict(MarianMTModel.from_pretrained(a.init).state_dict())
    params = [q for q in model.parameters() if q.requires_grad]
    # Muon (orthogonalised momentum) for the hidden matrices, AdamW for embeddings, biases and norms.
    hidden = [] if a.adam_only else [q for n, q in model.named_parameters() if q.requires_grad and q.dim() == 2 and "layers" in n]
    chosen = {id(q) for q in hidden}
    optimizers = [torch.optim.AdamW([q for q in params if id(q) not in chosen], lr=a.lr, betas=(0.9, 0.98), eps=1e-9, weight_decay=0.01)]
    if hidden:
        optimizers.append(Muon(hidden, lr=a.lr))
    ema = {k: v.detach().clone() for k, v in model.state_dict().items()}
    step, epoch, seen, spent = 0, 0, 0, 0.0
    if (out / "last.pt").exists():
        state = torch.load(out / "last.pt", map_location=device)
        model.load_state_dict(state["model"])
        for optimizer, saved in zip(optimizers, state["optimizers"]):
            optimizer.load_state_dict(saved)
        ema, step, epoch, seen = state["ema"], state["step"], state["epoch"], state["seen"]
    log = open(out / "log.txt", "a", buffering=1)

    def say(*words):
        line = " ".join(str(w) for w in words)
        print(line, flush=True), log.write(line + "\n")

    say("device", device, "parameters", sum(q.numel() for q in params), "pairs", len(train), "start step", step)
    began = last_eval = time.time()
    budget = a.minutes * 60
    window_loss = window_tokens = 0.0
    window_at = time.time()

    def save():
        torch.save({"model": model.state_dict(), "optimizers": [o.state_dict() for o in optimizers], "ema": ema, "step": step, "epoch": epoch, "seen": seen}, out / "last.pt")
        live = copy.deepcopy(model.state_dict())
        model.load_state_dict(ema)
        model.eval()
        with torch.no_grad():
            total = count = 0.0
            for batch in dev.batches(4000, np.random.default_rng(0)):
                src, tgt = dev.tensors(batch, pad, device)
                loss, n = loss_of(model, src, tgt, pad, 0.0)
                total += float(loss) * n
                count += n
        say(f"eval step {step} epoch {epoch} dev loss {total / count:.4f} ppl {math.exp(min(20, total / count)):.2f} minutes {(time.time() - began) / 60:.1f}")
        model.save_pretrained(out / "hf")
        model.load_state_dict(live)
        model.train()

    model.train()
    done = False
    while not done:
        rng = np.random.default_rng(1000 + epoch)
        micro = 0
        for batch in train.batches(a.batch_tokens, rng):
            progress = (time.time() - began) / budget
            if progress >= 1:
                done = True
                break
            rate = a.lr * min((step + 1) / a.warmup, math.sqrt(a.warmup / (step + 1)))
            if a.final and progress > 1 - a.cooldown:
                rate *= max(0.02, (1 - progress) / a.cooldown)
            for optimizer in optimizers:
                for group in optimizer.param_groups:
                    group["lr"] = rate
            src, tgt = train.tensors(batch, pad, device)
            with torch.autocast(device, dtype=torch.bfloat16, enabled=device == "cuda" or a.bf16):
                loss, n = loss_of(model, src, tgt, pad, 0.1)
            (loss / a.accumulate).backward()
            micro += 1
            seen += len(batch)
            window_loss += float(loss.detach()) * n if device == "cpu" or step % 20 == 0 else 0
            window_tokens += n
            if micro % a.accumulate:
                continue
            torch.nn.utils.clip_grad_norm_(params, 1.0)
            for optimizer in optimizers:
                optimizer.step()
                optimizer.zero_grad(set_to_none=True)
            step += 1
            if step % 4 == 0:
                decay = min(a.ema, (step + 1) / (step + 10)) ** 4
                with torch.no_grad():
                    for k, v in model.state_dict().items():
                        if v.is_floating_point():
                            ema[k].lerp_(v, 1 - decay)
            if step % 100 == 0:
                rate_tokens = window_tokens / (time.time() - window_at)
                say(f"step {step} epoch {epoch} seen {seen} loss {window_loss / max(1, window_tokens):.3f} lr {rate:.2e} tgt tok/s {rate_tokens:.0f} min {(time.time() - began) / 60:.1f}")
                window_loss = window_tokens = 0.0
                window_at = time.time()
            if time.time() - last_eval > a.eval_minutes * 60:
                save()
                last_eval = time.time()
        if not done:
            epoch += 1
    save()
    say("finished step", step, "seen", seen)


if __name__ == "__main__":
    main()
