"""Stage 1, commission: a need is proposed and backed; the office commissions a visit or says why not."""
